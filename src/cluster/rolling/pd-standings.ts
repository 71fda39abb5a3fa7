import { text } from '../../base/text.ts';
import type { Facts } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { pdHealthProbe } from '../probes/pd-health.ts';
import { pdMembersProbe } from '../probes/pd-members.ts';
import { type PdUnits, pdUnitsProbe } from '../probes/pd-units.ts';
import { pdVersionsProbe } from '../probes/pd-versions.ts';
import { addressOf, type Component, componentsOf, type Topology } from '../topology.ts';
import type { Standing } from './standing.ts';
import { sameVersion } from './versions-match.ts';

/** A PD, and which of its units it runs under. */
export interface PdStanding extends Standing {
  /**
   * Whether it is on its 3.0 unit already, where excessive_rolling_update.yml can only fail. `unknown`: neither its unit nor
   * its binary could be seen.
   */
  readonly moved: boolean | 'unknown';
  /** By PD's own word; null: not known. */
  readonly healthy: boolean | null;
}

/** What {@link pdStandings} rests on. */
export const pdStandingProbes = [pdMembersProbe, pdHealthProbe, pdVersionsProbe, pdUnitsProbe] as const;

/** How far each PD has come: its version (its own word, else that of its binary), its health, its unit. */
export function pdStandings(facts: Facts<ClusterPorts>, topology: Topology, target: string): readonly PdStanding[] {
  return componentsOf(topology, 'pd').map((component) => {
    const versions = facts.value(pdVersionsProbe) ?? [];
    const version = versions.find((candidate) => candidate.name === component.name)?.version ?? null;
    const healthy = healthOf(facts, component);
    const units = facts.value(pdUnitsProbe)?.find((candidate) => candidate.name === component.name);
    const moved = hasMoved(units, version, target);
    const onOldUnit = topology.supervision === 'systemd' && moved === false;
    const words = [component.name, version ?? '?', HEALTH[String(healthy) as keyof typeof HEALTH]];
    return {
      component,
      version,
      moved,
      healthy,
      done: healthy === true && sameVersion(version, target) && !onOldUnit,
      evidence: text(words.join(' '), words.join(' ')),
    };
  });
}

const HEALTH = { true: 'healthy', false: 'unhealthy', null: '?' } as const;

/** null: not known. */
function healthOf(facts: Facts<ClusterPorts>, component: Component): boolean | null {
  const address = addressOf(component);
  const member = facts
    .value(pdMembersProbe)
    ?.members.find(({ clientUrls }) => clientUrls.some((url) => url.replace(/^https?:\/\//, '') === address));
  return facts.value(pdHealthProbe)?.find((candidate) => candidate.name === member?.name)?.healthy ?? null;
}

// The role writes binary and unit in one go: with the unit unseen, the new binary means the new unit.
function hasMoved(units: PdUnits | undefined, version: string | null, target: string): boolean | 'unknown' {
  if (units !== undefined && units.new !== null) return units.new !== 'absent';
  return version === null ? 'unknown' : sameVersion(version, target);
}
