import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import type { ClusterPorts } from '../../../src/cluster/ports/index.ts';
import { schedulersProbe } from '../../../src/cluster/probes/schedulers.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import { tikvStatusPagesProbe } from '../../../src/cluster/probes/tikv-status-pages.ts';
import { pdOnTarget } from '../../../src/cluster/verifies/pd-on-target.ts';
import { tikvOnTarget } from '../../../src/cluster/verifies/tikv-on-target.ts';
import type { Facts } from '../../../src/engine/fact.ts';
import type { Verify } from '../../../src/engine/runbook.ts';
import { planInput } from '../support/planned.ts';
import { DONE, rollingFacts, SCHEDULERS, storesWith, withPds } from '../support/rolling-facts.ts';

const ALL = { 1: DONE, 2: DONE, 3: DONE, 4: DONE };

/** Looks one after the other, each with what the one before remembered. */
function looks(verify: Verify<ClusterPorts>, all: readonly Facts<ClusterPorts>[]): readonly string[] {
  let memory: Json | undefined;
  return all.map((facts) => {
    const look = verify.judge(planInput(facts), memory);
    memory = look.memory;
    return look.holds;
  });
}

describe('TiKV on the target', () => {
  const well = () => rollingFacts().known(storesProbe, storesWith(ALL));

  it('holds when it was seen twice in a row', () => {
    expect(looks(tikvOnTarget, [well(), well()])).toEqual(['not-yet', 'yes']);
  });

  it('begins to count again when a removed scheduler comes back from storage', () => {
    const back = well().known(schedulersProbe, [...SCHEDULERS, 'evict-leader-scheduler-3']);
    expect(looks(tikvOnTarget, [well(), back, well(), well()])).toEqual(['not-yet', 'not-yet', 'not-yet', 'yes']);
  });

  it('does not take the empty list of a PD that was restarted for "no scheduler"', () => {
    const loading = well().known(schedulersProbe, []);
    expect(looks(tikvOnTarget, [loading, loading, loading])).not.toContain('yes');
  });

  it('does not hold for a TiKV that shares its status port, though the page answers', () => {
    const page = { url: 'http://10.0.0.14:20180/status', answers: true, why: null };
    const shared = well().known(tikvStatusPagesProbe, [
      { name: 'TiKV1-1', ...page },
      { name: 'TiKV1-2', ...page },
    ]);
    expect(looks(tikvOnTarget, [shared, shared])).not.toContain('yes');
    expect(tikvOnTarget.judge(planInput(shared), undefined).evidence.en).toContain('its own tikv_status_port');
  });

  it('does not hold with a store of the old version or one that is not Up', () => {
    const behind = rollingFacts().known(storesProbe, storesWith({ ...ALL, 4: {} }));
    const away = rollingFacts().known(storesProbe, storesWith({ ...ALL, 4: { ...DONE, state: 'Disconnected' } }));
    expect(looks(tikvOnTarget, [behind, behind, away, away])).not.toContain('yes');
  });
});

describe('PD on the target', () => {
  const NEW = { version: 'v3.0.9', unit: 'active' } as const;

  it('holds when all are healthy on the target and PD is ready, twice', () => {
    const facts = () => withPds(rollingFacts(), [NEW, NEW, NEW]);
    expect(looks(pdOnTarget, [facts(), facts()])).toEqual(['not-yet', 'yes']);
  });

  it('does not hold while PD has not come to itself after its restart', () => {
    const facts = withPds(rollingFacts(), [NEW, NEW, NEW]).known(schedulersProbe, []);
    expect(looks(pdOnTarget, [facts, facts, facts])).not.toContain('yes');
  });

  it('does not hold for a PD whose version is not seen', () => {
    const facts = withPds(rollingFacts(), [NEW, NEW, { version: null, unit: 'active' }]);
    expect(looks(pdOnTarget, [facts, facts])).not.toContain('yes');
  });
});
