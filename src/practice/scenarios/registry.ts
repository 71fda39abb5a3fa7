import type { Scenario } from './scenario.ts';
import { upgrade30 } from './upgrade-3.0.ts';
import { upgrade30TikvDown } from './upgrade-3.0-tikv-down.ts';

const SCENARIOS: readonly Scenario[] = [upgrade30, upgrade30TikvDown];

/** Every scenario, in the order in which they are listed. */
export function listScenarios(): readonly Scenario[] {
  return SCENARIOS;
}

/** A scenario by its id; null when there is none. */
export function findScenario(id: string): Scenario | null {
  return SCENARIOS.find((scenario) => scenario.id === id) ?? null;
}
