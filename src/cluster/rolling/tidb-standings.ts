import { text } from '../../base/text.ts';
import type { Facts } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { tidbStatusProbe } from '../probes/tidb-status.ts';
import { componentsOf, type Topology } from '../topology.ts';
import type { Standing } from './standing.ts';
import { sameVersion } from './versions-match.ts';

/** How far each TiDB has come, by its status page. */
export function tidbStandings(facts: Facts<ClusterPorts>, topology: Topology, target: string): readonly Standing[] {
  return componentsOf(topology, 'tidb').map((component) => {
    const status = facts.value(tidbStatusProbe)?.find((candidate) => candidate.name === component.name);
    const version = status?.version ?? null;
    return {
      component,
      version,
      done: sameVersion(version, target),
      evidence: text(
        `${component.name} ${version ?? `? (${status?.why?.en ?? 'not looked at'})`}`,
        `${component.name} ${version ?? `?（${status?.why?.zh ?? '尚未查看'}）`}`,
      ),
    };
  });
}
