import type { Instant } from '../../base/duration.ts';
import type { Homes } from '../control/machine.ts';
import { createWorld } from '../world/create.ts';
import { applyEvent } from '../world/reduce.ts';
import type { WorldState } from '../world/state.ts';
import { type ComponentSpec, type Topology, usualTopology } from '../world/topology.ts';
import type { Scenario } from './scenario.ts';

/** The port that the operator's tree gives to Pump; 8250 by default. */
const PUMP_PORT = 8251;

/** The usual cluster in these homes, with Pump on the port that the operator's own tree has. */
export function practiceTopology(homes: Homes): Topology {
  const topology = usualTopology((host) => homes.home(host));
  return { ...topology, components: topology.components.map(withPumpPort) };
}

function withPumpPort(spec: ComponentSpec): ComponentSpec {
  if (spec.kind !== 'pump') return spec;
  return { ...spec, port: PUMP_PORT, name: `pump1:${PUMP_PORT}`, unit: `pump-${PUMP_PORT}.service` };
}

/** The world in which a scenario begins. */
export function firstWorld(
  scenario: Scenario,
  options: { readonly seed: number; readonly startsAt: Instant; readonly topology: Topology },
): WorldState {
  const { schedule, events } = scenario.world;
  return events.reduce(applyEvent, createWorld({ ...options, schedule }));
}
