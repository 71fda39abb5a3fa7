import { OperatorError } from '../../base/errors.ts';
import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type Component, componentsOf } from '../topology.ts';
import { commandSource, seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** What systemd says of a unit; null: not known. */
export type UnitState = 'absent' | 'active' | 'inactive' | null;

/** The two units of a PD: 2.1 calls it pd.service, 3.0 pd-<port>.service; the old file stays behind. */
export interface PdUnits {
  readonly name: string;
  readonly oldUnit: string;
  readonly newUnit: string;
  readonly old: UnitState;
  readonly new: UnitState;
}

/** Which unit runs each PD: excessive_rolling_update.yml may touch only those that still run under the old one. */
export const pdUnitsProbe: Probe<ClusterPorts, readonly PdUnits[]> = {
  id: 'pd-units',
  title: text('systemd units of PD', 'PD 的 systemd 服务'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts, signal) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const pds = componentsOf(topology.value, 'pd');
    const units = await Promise.all(pds.map((pd) => unitsOf(ports, pd, signal)));
    return seen(units, commandSource(pds.map((pd) => pd.name).join(', '), show('pd.service')));
  },
};

async function unitsOf(ports: ClusterPorts, pd: Component, signal: AbortSignal): Promise<PdUnits> {
  const oldUnit = 'pd.service';
  const newUnit = `pd-${pd.port}.service`;
  const states = await Promise.all([oldUnit, newUnit].map((unit) => unitState(ports, pd, unit, signal)));
  return { name: pd.name, oldUnit, newUnit, old: states[0] ?? null, new: states[1] ?? null };
}

async function unitState(ports: ClusterPorts, pd: Component, unit: string, signal: AbortSignal): Promise<UnitState> {
  try {
    const result = await ports.hosts.at(pd.host).run(show(unit), { signal });
    return result.exit === 0 ? readUnitState(result.stdout) : null;
  } catch (error) {
    // A host that does not answer tells nothing of its units.
    if (error instanceof OperatorError) return null;
    throw error;
  }
}

/** Reads `systemctl show -p LoadState -p ActiveState`. */
export function readUnitState(output: string): UnitState {
  const load = /^LoadState=(.*)$/m.exec(output)?.[1];
  const active = /^ActiveState=(.*)$/m.exec(output)?.[1];
  if (load === undefined || active === undefined) return null;
  if (active === 'active' || active === 'activating' || active === 'reloading') return 'active';
  return load === 'not-found' ? 'absent' : 'inactive';
}

const show = (unit: string) => ['systemctl', 'show', '-p', 'LoadState', '-p', 'ActiveState', unit];
