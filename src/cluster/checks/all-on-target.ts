import { joinTexts, text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { clusterVersionProbe } from '../probes/cluster-version.ts';
import { storesProbe } from '../probes/stores.ts';
import { tidbStatusProbe } from '../probes/tidb-status.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { pdStandingProbes, pdStandings } from '../rolling/pd-standings.ts';
import { pumpStandingProbes, pumpStandings } from '../rolling/pump-standings.ts';
import { tidbStandings } from '../rolling/tidb-standings.ts';
import { tikvStandings } from '../rolling/tikv-standings.ts';
import { sameVersion } from '../rolling/versions-match.ts';
import { finding, notKnown } from './finding.ts';

/** Every PD, TiKV, Pump and TiDB runs the target, and PD agrees: its cluster version is the lowest of all TiKVs. */
export const allOnTarget: Check<ClusterPorts> = {
  id: 'all-on-target',
  title: text('Everything runs the new version', '所有组件均为新版本'),
  needs: [
    topologyProbe,
    upgradeSettingsProbe,
    clusterVersionProbe,
    storesProbe,
    tidbStatusProbe,
    ...pdStandingProbes,
    ...pumpStandingProbes,
  ],
  judge(facts) {
    const topology = facts.of(topologyProbe);
    const settings = facts.of(upgradeSettingsProbe);
    const stores = facts.of(storesProbe);
    const cluster = facts.of(clusterVersionProbe);
    const subject = text('the versions', '版本');
    if (!topology.known) return notKnown('all-on-target', subject, topology);
    if (!settings.known) return notKnown('all-on-target', subject, settings);
    if (!stores.known) return notKnown('all-on-target', subject, stores);
    if (!cluster.known) return notKnown('all-on-target', subject, cluster);
    const { target } = settings.value;
    const standings = [
      ...pdStandings(facts, topology.value, target),
      ...tikvStandings(topology.value, stores.value, target),
      ...(topology.value.binlog ? pumpStandings(facts, topology.value, target) : []),
      ...tidbStandings(facts, topology.value, target),
    ];
    const behind = standings.filter((standing) => !standing.done);
    const agreed = sameVersion(cluster.value, target);
    const well = behind.length === 0 && agreed;
    const list = joinTexts(
      behind.map((standing) => standing.evidence),
      ', ',
    );
    return finding(
      {
        id: 'all-on-target',
        result: well ? 'ok' : behind.some(({ version }) => version !== null) || !agreed ? 'block' : 'unknown',
        what: well
          ? text(`all ${standings.length} instances run ${target}`, `${standings.length} 个实例均为 ${target}`)
          : text(
              `not seen well on ${target}: ${list.en || 'PD’s cluster version'}`,
              `未确认为 ${target}：${list.zh || 'PD 的集群版本'}`,
            ),
        why: text(`cluster version in PD: ${cluster.value}`, `PD 中的集群版本：${cluster.value}`),
        next: well
          ? []
          : [
              text(
                'run the step of that component again: it goes through what is left only',
                '重新执行该组件的步骤：只处理未完成的实例',
              ),
            ],
      },
      [stores, cluster, facts.of(tidbStatusProbe)],
    );
  },
};
