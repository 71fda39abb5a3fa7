import { describe, expect, it } from 'vitest';
import { allOnTarget } from '../../../src/cluster/checks/all-on-target.ts';
import { oldPdUnitGone } from '../../../src/cluster/checks/old-pd-unit-gone.ts';
import { servicesScrapedUp } from '../../../src/cluster/checks/services-scraped-up.ts';
import { clusterVersionProbe } from '../../../src/cluster/probes/cluster-version.ts';
import { grafanaPageProbe } from '../../../src/cluster/probes/grafana-page.ts';
import { pumpBinariesProbe } from '../../../src/cluster/probes/installed-binaries.ts';
import { pdUnitsProbe } from '../../../src/cluster/probes/pd-units.ts';
import { prometheusUpProbe } from '../../../src/cluster/probes/prometheus-up.ts';
import { pumpStatusProbe } from '../../../src/cluster/probes/pump-status.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import { tidbStatusProbe } from '../../../src/cluster/probes/tidb-status.ts';
import { monitoringAnswers } from '../../../src/cluster/verifies/monitoring-answers.ts';
import { noDebtLeft } from '../../../src/cluster/verifies/no-debt-left.ts';
import { given } from '../support/facts.ts';
import { judge, nextOf } from '../support/judged.ts';
import { planInput } from '../support/planned.ts';
import { DONE, rollingFacts, storesWith, withPds } from '../support/rolling-facts.ts';

const NEW = { version: 'v3.0.9', unit: 'active' } as const;
const tidb = (name: string, version: string | null) => ({ name, address: name, version, connections: 0, why: null });
const upgraded = () =>
  withPds(rollingFacts(), [NEW, NEW, NEW])
    .known(storesProbe, storesWith({ 1: DONE, 2: DONE, 3: DONE, 4: DONE }))
    .known(clusterVersionProbe, '3.0.9')
    .known(tidbStatusProbe, [tidb('10.0.0.21', 'v3.0.9'), tidb('10.0.0.22', 'v3.0.9')])
    .known(pumpBinariesProbe, [{ name: 'pump1', path: '/bin/pump', version: 'v3.0.9', why: null }])
    .known(pumpStatusProbe, [{ name: 'pump1', state: 'online' }]);

describe('the versions afterwards', () => {
  it('are all the target', () => {
    expect(judge(allOnTarget, upgraded())).toMatchObject({ result: 'ok', what: { en: 'all 10 instances run v3.0.9' } });
  });

  it('block with what stayed behind', () => {
    const behind = judge(allOnTarget, upgraded().known(tidbStatusProbe, [tidb('10.0.0.21', 'v2.1.19')]));
    expect(behind).toMatchObject({ result: 'block' });
    expect(behind.what.en).toContain('10.0.0.21 v2.1.19');
    expect(judge(allOnTarget, upgraded().known(clusterVersionProbe, '2.1.19')).result).toBe('block');
  });

  it('are unknown, not wrong, where nothing was told', () => {
    expect(judge(allOnTarget, upgraded().notKnown(clusterVersionProbe)).result).toBe('unknown');
    expect(
      judge(allOnTarget, upgraded().known(tidbStatusProbe, [tidb('10.0.0.21', null), tidb('10.0.0.22', 'v3.0.9')]))
        .result,
    ).toBe('unknown');
  });
});

const target = (job: string, instance: string, up = true) => ({ job, instance, up });
const scraped = (downTikv = false) => [
  ...['11', '12', '13'].map((last) => target('pd', `10.0.0.${last}:2379`)),
  ...['a', 'b', 'c', 'd'].map((name) => target('tikv', name, !(downTikv && name === 'b'))),
  ...['21', '22'].map((last) => target('tidb', `10.0.0.${last}:10080`)),
  target('pump', 'p'),
  target('drainer', 'd'),
];

describe('what Prometheus sees', () => {
  it('is everything up, or a warning that names what is not', () => {
    expect(judge(servicesScrapedUp, upgraded().known(prometheusUpProbe, scraped())).result).toBe('ok');
    const down = judge(servicesScrapedUp, upgraded().known(prometheusUpProbe, scraped(true)));
    expect(down).toMatchObject({ result: 'warn' });
    expect(down.what.en).toContain('tikv 3/4');
  });

  it('is unknown, and blocks nothing, without Prometheus', () => {
    expect(judge(servicesScrapedUp, upgraded().notKnown(prometheusUpProbe)).result).toBe('unknown');
  });

  it('must be every TiKV before the monitoring counts as updated', () => {
    const look = (down: boolean) =>
      monitoringAnswers.judge(
        planInput(upgraded().known(prometheusUpProbe, scraped(down)).notKnown(grafanaPageProbe)),
        undefined,
      );
    expect(look(false).holds).toBe('yes');
    expect(look(true).holds).toBe('not-yet');
  });
});

describe('the old pd.service', () => {
  const unit = (old: 'absent' | 'inactive' | null) =>
    given().known(pdUnitsProbe, [
      { name: 'pd1', oldUnit: 'pd.service', newUnit: 'pd-2379.service', old, new: 'active' as const },
    ]);

  it('is told with the commands that take it away', () => {
    const left = judge(oldPdUnitGone, unit('inactive'));
    expect(left.result).toBe('warn');
    expect(nextOf(left)[0]).toContain('systemctl is-active pd-2379.service');
    expect(nextOf(left)[1]).toContain('systemctl disable pd.service');
  });

  it('is fine when it is gone and unknown when nobody could look', () => {
    expect(judge(oldPdUnitGone, unit('absent')).result).toBe('ok');
    expect(judge(oldPdUnitGone, unit(null)).result).toBe('unknown');
  });
});

describe('the end', () => {
  it('comes only when nothing is owed', () => {
    const debt = { id: 'x', what: { en: 'x is left', zh: 'x' }, original: null, settledWhen: [], settle: [] };
    expect(noDebtLeft.judge(planInput(given()), undefined).holds).toBe('yes');
    expect(noDebtLeft.judge(planInput(given(), { debts: [debt] }), undefined)).toMatchObject({
      holds: 'no',
      evidence: { en: 'still owed: x is left' },
    });
  });
});
