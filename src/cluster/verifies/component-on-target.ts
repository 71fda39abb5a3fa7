import { type Text, text } from '../../base/text.ts';
import type { Facts, Probe } from '../../engine/fact.ts';
import type { Verify } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { tidbStatusProbe } from '../probes/tidb-status.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { pumpStandingProbes, pumpStandings } from '../rolling/pump-standings.ts';
import type { Standing } from '../rolling/standing.ts';
import { tidbStandings } from '../rolling/tidb-standings.ts';
import type { Topology } from '../topology.ts';
import { lookTwice } from './look-twice.ts';
import { allDone, rolledEvidence } from './rolled.ts';

/** Every Pump is online with the target's binary: seen twice. */
export const pumpOnTarget = onTarget({
  id: 'pump-on-target',
  title: text('every Pump is online on the new version', '所有 Pump 均为新版本且 online'),
  needs: pumpStandingProbes,
  standings: pumpStandings,
});

/** Every TiDB answers with the target's version: seen twice. */
export const tidbOnTarget = onTarget({
  id: 'tidb-on-target',
  title: text('every TiDB answers with the new version', '所有 TiDB 均以新版本响应'),
  needs: [tidbStatusProbe],
  standings: tidbStandings,
});

interface Watched {
  readonly id: string;
  readonly title: Text;
  readonly needs: readonly Probe<ClusterPorts, unknown>[];
  standings(facts: Facts<ClusterPorts>, topology: Topology, target: string): readonly Standing[];
}

function onTarget(watched: Watched): Verify<ClusterPorts> {
  return {
    id: watched.id,
    title: watched.title,
    needs: [topologyProbe, upgradeSettingsProbe, ...watched.needs],
    everyMs: 3_000,
    timeoutMs: 180_000,
    judge({ facts }, memory) {
      const topology = facts.value(topologyProbe);
      const settings = facts.value(upgradeSettingsProbe);
      if (!topology || !settings)
        return { holds: 'not-yet', evidence: text('the cluster is not known', '集群信息未知') };
      const standings = watched.standings(facts, topology, settings.target);
      return lookTwice(allDone(standings), rolledEvidence(standings, settings.target), memory);
    },
  };
}
