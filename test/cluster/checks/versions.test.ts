import { describe, expect, it } from 'vitest';
import { clusterRuns21 } from '../../../src/cluster/checks/cluster-runs-2-1.ts';
import { targetIs30 } from '../../../src/cluster/checks/target-is-3-0.ts';
import { treeMatchesCluster } from '../../../src/cluster/checks/tree-matches-cluster.ts';
import { pdVersionsProbe } from '../../../src/cluster/probes/pd-versions.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import { tidbStatusProbe } from '../../../src/cluster/probes/tidb-status.ts';
import { oldTopologyProbe, topologyProbe } from '../../../src/cluster/probes/topology.ts';
import { upgradeSettingsProbe } from '../../../src/cluster/probes/upgrade-settings.ts';
import { given } from '../support/facts.ts';
import { judge } from '../support/judged.ts';
import { SETTINGS, stores, topologyOf } from '../support/sample.ts';

function running(pd: string | null, tikv: string, tidb: string | null) {
  const why = null;
  return given()
    .known(topologyProbe, topologyOf())
    .known(oldTopologyProbe, topologyOf())
    .known(pdVersionsProbe, [{ name: '10.0.0.11', version: pd, by: 'binary', why }])
    .known(
      storesProbe,
      stores((store) => (store.id === 1 ? { ...store, version: tikv } : store)),
    )
    .known(tidbStatusProbe, [{ name: '10.0.0.21', address: '10.0.0.21:4000', version: tidb, connections: 0, why }]);
}

describe('the whole cluster runs one 2.1 release', () => {
  it('when all say the same', () => {
    const finding = judge(clusterRuns21, running('v2.1.19', '2.1.19', 'v2.1.19'));
    expect(finding.result).toBe('ok');
    expect(finding.what.en).toBe('all 6 components run v2.1.19');
  });

  it('blocks when one is on 3.0 already, and points to the run that was begun', () => {
    const finding = judge(clusterRuns21, running('v2.1.19', '3.0.9', 'v2.1.19'));
    expect(finding.result).toBe('block');
    expect(finding.why.en).toContain('TiKV TiKV1-1: v3.0.9');
    expect(finding.next.map((step) => step.en).join()).toContain('belay resume');
  });

  it('blocks when two releases of 2.1 run side by side', () => {
    expect(judge(clusterRuns21, running('v2.1.19', '2.1.8', 'v2.1.19')).result).toBe('block');
  });

  it('is not known, and not ok, when one does not tell', () => {
    const finding = judge(clusterRuns21, running(null, '2.1.19', 'v2.1.19'));
    expect(finding.result).toBe('unknown');
    expect(finding.why.en).toContain('PD 10.0.0.11: not known');
  });

  it('is not known when nothing was read', () => {
    expect(judge(clusterRuns21, given()).result).toBe('unknown');
  });
});

describe('the old tree belongs to what runs', () => {
  it('when its tidb_version is what runs', () => {
    expect(judge(treeMatchesCluster, running('v2.1.19', '2.1.19', 'v2.1.19')).result).toBe('ok');
  });

  it('warns when it is another', () => {
    expect(judge(treeMatchesCluster, running('v2.1.8', '2.1.8', 'v2.1.8')).result).toBe('warn');
  });
});

describe('the target', () => {
  it.each([
    ['v3.0.9', 'ok'],
    ['v3.0.20', 'ok'],
    ['v3.0.0-rc.1', 'warn'],
    ['v3.1.0', 'block'],
    ['v2.1.19', 'block'],
    ['3.0.9', 'block'],
    ['release-3.0', 'block'],
  ])('%s: %s', (target, result) => {
    expect(judge(targetIs30, given().known(upgradeSettingsProbe, { ...SETTINGS, target })).result).toBe(result);
  });
});
