import { describe, expect, it } from 'vitest';
import { noEvictionsLeft } from '../../../src/cluster/checks/no-evictions-left.ts';
import { pdMembersHealthy } from '../../../src/cluster/checks/pd-members-healthy.ts';
import { regionsHealthy } from '../../../src/cluster/checks/regions-healthy.ts';
import { pdHealthProbe } from '../../../src/cluster/probes/pd-health.ts';
import { pdMembersProbe } from '../../../src/cluster/probes/pd-members.ts';
import { regionHealthProbe } from '../../../src/cluster/probes/region-health.ts';
import { schedulersProbe } from '../../../src/cluster/probes/schedulers.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import { topologyProbe } from '../../../src/cluster/probes/topology.ts';
import { given } from '../support/facts.ts';
import { judge, nextOf } from '../support/judged.ts';
import { stores, topologyOf } from '../support/sample.ts';

const facts = () => given().known(topologyProbe, topologyOf()).known(storesProbe, stores());

describe('all PD members are healthy', () => {
  const pd = (healthy: readonly boolean[], leader: string | null = 'pd1') =>
    facts()
      .known(
        pdHealthProbe,
        healthy.map((well, at) => ({ name: `pd${at + 1}`, healthy: well })),
      )
      .known(pdMembersProbe, { leader, members: [] });

  it('when all three are and one leads', () => {
    expect(judge(pdMembersHealthy, pd([true, true, true]))).toMatchObject({ result: 'ok' });
  });

  it('blocks with the name of the sick one', () => {
    const finding = judge(pdMembersHealthy, pd([true, false, true]));
    expect(finding.result).toBe('block');
    expect(finding.what.en).toBe('PD members are not healthy: pd2');
    expect(nextOf(finding)[0]).toBe('curl http://10.0.0.11:2379/pd/health');
  });

  it('blocks without a leader, and with fewer members than the inventory has', () => {
    expect(judge(pdMembersHealthy, pd([true, true, true], null)).what.en).toBe('PD has no leader');
    expect(judge(pdMembersHealthy, pd([true, true])).what.en).toBe('PD has 2 members, the inventory has 3');
  });

  it('is not known when nobody answers', () => {
    const silent = facts().notKnown(pdHealthProbe).notKnown(pdMembersProbe);
    expect(judge(pdMembersHealthy, silent)).toMatchObject({ result: 'unknown' });
  });
});

describe('all regions have their replicas', () => {
  it.each([
    [{ missing: 0, down: 0, pending: 0 }, 'ok'],
    [{ missing: 1, down: 0, pending: 0 }, 'block'],
    [{ missing: 0, down: 3, pending: 0 }, 'block'],
    [{ missing: 0, down: 0, pending: 7 }, 'warn'],
    [{ missing: null, down: 0, pending: 0 }, 'unknown'],
    [{ missing: null, down: 2, pending: 0 }, 'block'],
  ] as const)('%o: %s', (health, result) => {
    expect(judge(regionsHealthy, facts().known(regionHealthProbe, health)).result).toBe(result);
  });

  it('shows what PD does not tell as ?, not as 0', () => {
    const finding = judge(regionsHealthy, facts().known(regionHealthProbe, { missing: null, down: 0, pending: 0 }));
    expect(finding.what.en).toBe('regions with a missing replica: ?, a replica down: 0, a lagging replica: 0');
  });
});

describe('no evict-leader scheduler is left over', () => {
  it('when there are only the usual ones', () => {
    const usual = facts().known(schedulersProbe, ['balance-region-scheduler', 'label-scheduler']);
    expect(judge(noEvictionsLeft, usual).result).toBe('ok');
  });

  it('blocks with the name of the TiKV and the command that removes it', () => {
    const finding = judge(
      noEvictionsLeft,
      facts().known(schedulersProbe, ['label-scheduler', 'evict-leader-scheduler-2']),
    );
    expect(finding.result).toBe('block');
    expect(finding.what.en).toBe('left over: evict-leader-scheduler-2 (TiKV1-2)');
    expect(nextOf(finding)).toContain(
      'curl -X DELETE http://10.0.0.11:2379/pd/api/v1/schedulers/evict-leader-scheduler-2',
    );
  });

  it('does not take an empty list for none: PD has not loaded them yet', () => {
    expect(judge(noEvictionsLeft, facts().known(schedulersProbe, [])).result).toBe('unknown');
  });
});
