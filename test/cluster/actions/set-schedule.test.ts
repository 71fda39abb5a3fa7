import { describe, expect, it } from 'vitest';
import { setSchedule, startMerging } from '../../../src/cluster/actions/set-schedule.ts';
import { limitsAsDeclared } from '../../../src/cluster/checks/limits-as-declared.ts';
import { newTreeProbe } from '../../../src/cluster/probes/new-tree.ts';
import { scheduleConfigProbe } from '../../../src/cluster/probes/schedule-config.ts';
import { scheduleHolds } from '../../../src/cluster/verifies/schedule-holds.ts';
import { mergeSettings } from '../../../src/cluster/views/merge-settings.ts';
import type { FactsView } from '../../../src/engine/view.ts';
import { given } from '../support/facts.ts';
import { judge } from '../support/judged.ts';
import { deedsOf, planInput } from '../support/planned.ts';
import { rollingFacts } from '../support/rolling-facts.ts';

const HELD = { 'merge-schedule-limit': 8, 'max-merge-region-size': 0, 'max-merge-region-keys': 0 };
const URL = 'http://10.0.0.11:2379/pd/api/v1/config/schedule';

describe('turning merging on', () => {
  const deeds = deedsOf(startMerging, planInput(rollingFacts().known(scheduleConfigProbe, HELD)));

  it('lowers the limit before it allows merging', () => {
    expect(deeds.map((deed) => (deed.kind === 'call' ? deed.body : null))).toEqual([
      { 'merge-schedule-limit': 2 },
      { 'max-merge-region-size': 20 },
      { 'max-merge-region-keys': 200_000 },
    ]);
  });

  it('reads every key back: PD answers 200 to keys it does not know', () => {
    for (const deed of deeds) expect(deed.proof).toMatchObject({ kind: 'json', url: URL, at: [deed.id] });
  });

  it('owes the low limit until it is 8, and nothing for the final values', () => {
    expect(deeds.flatMap((deed) => deed.opens ?? [])).toMatchObject([
      { id: 'merge-schedule-limit', original: 8, settledWhen: [{ equals: 8 }] },
    ]);
  });
});

describe('a limit', () => {
  it('is set by one call with its proof', () => {
    expect(deedsOf(setSchedule('replica-schedule-limit', 16), planInput(rollingFacts()))).toMatchObject([
      { method: 'POST', url: URL, body: { 'replica-schedule-limit': 16 }, proof: { equals: 16 } },
    ]);
  });

  it('holds when PD says so, not when it is silent', () => {
    const verify = scheduleHolds('replica-schedule-limit', 16);
    const held = (value: number) => given().known(scheduleConfigProbe, { 'replica-schedule-limit': value });
    expect(verify.judge(planInput(held(16)), undefined).holds).toBe('yes');
    expect(verify.judge(planInput(held(8)), undefined).holds).toBe('not-yet');
    expect(verify.judge(planInput(given().notKnown(scheduleConfigProbe)), undefined).holds).toBe('not-yet');
  });

  it('is as declared, merging only where it was wanted', () => {
    const facts = given().known(scheduleConfigProbe, { ...HELD, 'replica-schedule-limit': 16 });
    const wanted = (answer: string) => new Map([['region-merging', answer]]);
    expect(judge(limitsAsDeclared, facts, wanted('off')).result).toBe('ok');
    expect(judge(limitsAsDeclared, facts, wanted('on')).result).toBe('warn');
    expect(judge(limitsAsDeclared, given().notKnown(scheduleConfigProbe)).result).toBe('unknown');
  });
});

describe('the table of settings', () => {
  it('shows what PD holds beside pd.yml and both defaults, and marks merging that is off', () => {
    const files = new Map([['conf/pd.yml', 'schedule:\n  # max-merge-region-size: 20\n  merge-schedule-limit: 6\n']]);
    const facts = given().known(scheduleConfigProbe, HELD).known(newTreeProbe, { root: '/new', files });
    const { rows } = mergeSettings.view(planInput(facts), undefined) as FactsView;
    const row = (id: string) => rows.find((candidate) => candidate.id === id);
    expect(row('max-merge-region-size')).toMatchObject({ value: { en: '0' }, mark: 'warn' });
    expect(row('max-merge-region-size')?.note?.en).toBe(
      'pd.yml sets nothing; default 2.1: 0, 3.0: 20; kept from 2.1, where it was persisted',
    );
    expect(row('merge-schedule-limit')?.note?.en).toContain('pd.yml says 6');
    expect(row('replica-schedule-limit')).toMatchObject({ value: null, mark: 'unknown' });
  });
});
