import { describe, expect, it } from 'vitest';
import { pdMayGoOn } from '../../../src/cluster/checks/pd-may-go-on.ts';
import { pdReady } from '../../../src/cluster/checks/pd-ready.ts';
import { tikvMayGoOn } from '../../../src/cluster/checks/tikv-may-go-on.ts';
import type { ClusterPorts } from '../../../src/cluster/ports/index.ts';
import { regionHealthProbe } from '../../../src/cluster/probes/region-health.ts';
import { schedulersProbe } from '../../../src/cluster/probes/schedulers.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import type { Facts } from '../../../src/engine/fact.ts';
import type { Given } from '../support/facts.ts';
import { judge, judgeAll, nextOf } from '../support/judged.ts';
import { DONE, rollingFacts, SCHEDULERS, storesWith, withPds } from '../support/rolling-facts.ts';

const results = (facts: Facts<ClusterPorts>) => judgeAll(tikvMayGoOn, facts).map(({ result }) => result);
const tikv = (): Given => rollingFacts().known(regionHealthProbe, { missing: 0, down: 0, pending: 0 });

describe('one more TiKV', () => {
  it('may be restarted while all is well', () => {
    expect(results(tikv())).toEqual(['ok', 'ok', 'ok']);
  });

  it('may be restarted when it is the one that the last run failed on, with what that left behind', () => {
    const failed = tikv()
      .known(storesProbe, storesWith({ 1: DONE, 2: DONE, 3: { state: 'Down' } }))
      .known(schedulersProbe, [...SCHEDULERS, 'evict-leader-scheduler-3'])
      .known(regionHealthProbe, { missing: 0, down: 40, pending: 0 });
    expect(results(failed)).toEqual(['warn', 'warn', 'warn']);
  });

  it('may be restarted when the one that the last run failed on still reads Up, with the scheduler that was left', () => {
    const stopped = tikv()
      .known(storesProbe, storesWith({ 1: DONE }))
      .known(schedulersProbe, [...SCHEDULERS, 'evict-leader-scheduler-2']);
    expect(results(stopped)).toEqual(['ok', 'ok', 'warn']);
  });

  it('may not when one that comes later, or is done, keeps a scheduler', () => {
    for (const scheduler of ['evict-leader-scheduler-1', 'evict-leader-scheduler-3']) {
      const left = tikv()
        .known(storesProbe, storesWith({ 1: DONE }))
        .known(schedulersProbe, [...SCHEDULERS, scheduler]);
      expect(results(left)).toContain('block');
    }
  });

  it('may not when the TiKV that is away is not the next one', () => {
    expect(results(tikv().known(storesProbe, storesWith({ 1: DONE, 3: { state: 'Down' } })))).toContain('block');
  });

  it('may not when a second one is away, or another store keeps a scheduler', () => {
    const two = storesWith({ 1: { state: 'Down' }, 2: { state: 'Disconnected' } });
    expect(results(tikv().known(storesProbe, two))).toContain('block');
    const other = tikv()
      .known(storesProbe, storesWith({ 1: { state: 'Down' } }))
      .known(schedulersProbe, [...SCHEDULERS, 'evict-leader-scheduler-4']);
    expect(results(other)).toContain('block');
  });
});

describe('PD before a playbook', () => {
  it('blocks while it has not come to itself, and is unknown while it does not answer', () => {
    expect(judge(pdReady, rollingFacts()).result).toBe('ok');
    expect(judge(pdReady, rollingFacts().known(schedulersProbe, [])).result).toBe('block');
    expect(judge(pdReady, rollingFacts().notKnown(storesProbe)).result).toBe('unknown');
  });

  it('names the unit to start when a failed run left one stopped', () => {
    const old = { version: 'v2.1.19', unit: 'absent' } as const;
    const moved = { version: 'v3.0.9', unit: 'inactive', healthy: false } as const;
    const [finding] = judgeAll(pdMayGoOn, withPds(rollingFacts(), [old, moved, old]));
    expect(finding?.result).toBe('block');
    expect(finding && nextOf(finding)[0]).toContain('10.0.0.12 (10.0.0.12): sudo systemctl start pd-2379.service');
  });

  it('names the old unit for one that has no other yet', () => {
    const old = { version: 'v2.1.19', unit: 'absent' } as const;
    const [finding] = judgeAll(pdMayGoOn, withPds(rollingFacts(), [old, old, { ...old, healthy: false }]));
    expect(finding && nextOf(finding)[0]).toContain('sudo systemctl start pd.service');
  });
});
