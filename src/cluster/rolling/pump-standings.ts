import { text } from '../../base/text.ts';
import type { Facts } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { pumpBinariesProbe } from '../probes/installed-binaries.ts';
import { pumpStatusProbe } from '../probes/pump-status.ts';
import { componentsOf, type Topology } from '../topology.ts';
import type { Standing } from './standing.ts';
import { sameVersion } from './versions-match.ts';

/** What {@link pumpStandings} rests on. */
export const pumpStandingProbes = [pumpBinariesProbe, pumpStatusProbe] as const;

/** How far each Pump has come: the version of its binary, and its own status page. */
export function pumpStandings(facts: Facts<ClusterPorts>, topology: Topology, target: string): readonly Standing[] {
  return componentsOf(topology, 'pump').map((component) => {
    const binary = facts.value(pumpBinariesProbe)?.find((candidate) => candidate.name === component.name);
    const status = facts.value(pumpStatusProbe)?.find((candidate) => candidate.name === component.name);
    const version = binary?.version ?? null;
    const state = status?.state ?? null;
    const words = `${component.name} ${version ?? '?'} ${state ?? '?'}`;
    return {
      component,
      version,
      done: state === 'online' && sameVersion(version, target),
      evidence: text(words, words),
    };
  });
}
