import { describe, expect, it } from 'vitest';
import { verbatim } from '../../../src/base/text.ts';
import { plainObserver } from '../../../src/cli/plain/observer.ts';
import type { PlannedStep } from '../../../src/engine/plan-types.ts';
import type { Entry, JournalRecord } from '../../../src/engine/records.ts';
import type { RunState } from '../../../src/engine/state.ts';
import { aStep } from '../operators/requests.ts';

/** What the records say, each in a state with the one phase that holds these steps. */
function shown(...moments: readonly (readonly [Entry, ...PlannedStep[]])[]): readonly string[] {
  const lines: string[] = [];
  const observe = plainObserver({
    style: { lang: 'en', ascii: true, color: false },
    asked: false,
    shownBefore: 0,
    line: (words) => lines.push(words),
    realNow: () => 0,
  });
  moments.forEach(([entry, ...steps], seq) => {
    const states = steps.map((planned) => ({ id: planned.id, planned, startedAt: 0 }));
    const phase = { id: 'update', title: verbatim('Update'), why: verbatim('New.'), steps: states };
    observe({ seq, at: 0, entry } as JournalRecord, { phases: [phase] } as unknown as RunState);
  });
  return lines.filter((line) => line !== '');
}

const planned = (id: string, holds: boolean | 'unknown'): PlannedStep => ({
  ...aStep(),
  id,
  title: verbatim(id),
  when: { id: 'wanted', title: verbatim('it is wanted'), holds },
});
const started = (step: string): Entry => ({ type: 'step-started', step, attempt: 0 });
const leftOut = (step: string): Entry =>
  ({ type: 'step-ended', step, result: 'skipped', by: { via: 'engine' } }) as Entry;

describe('a step that does not apply', () => {
  const there = planned('there', true);

  it('is not shown when that was known before', () => {
    const no = planned('extra', false);
    expect(shown([started('extra'), there, no], [leftOut('extra'), there, no])).toEqual([]);
  });

  it('is shown as left out when it had begun before that was known', () => {
    const lines = shown(
      [started('extra'), there, planned('extra', 'unknown')],
      [leftOut('extra'), there, planned('extra', false)],
    );
    expect(lines.slice(-2)).toEqual(['> extra', '- extra (only when it is wanted)']);
  });
});
