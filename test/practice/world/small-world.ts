import type { Json } from '../../../src/base/json.ts';
import { advance } from '../../../src/practice/world/advance.ts';
import { createWorld } from '../../../src/practice/world/create.ts';
import type { WorldEvent } from '../../../src/practice/world/events.ts';
import { leaderCounts } from '../../../src/practice/world/lookup.ts';
import { applyEvent } from '../../../src/practice/world/reduce.ts';
import type { WorldState } from '../../../src/practice/world/state.ts';

export const STARTS_AT = Date.UTC(2026, 0, 5, 2);

/** The usual practice world. */
export function usualWorld(schedule: Readonly<Record<string, Json>> = {}, seed = 1): WorldState {
  return createWorld({ seed, startsAt: STARTS_AT, schedule });
}

/** The world some seconds later. */
export function later(world: WorldState, seconds: number): WorldState {
  return advance(world, world.now + seconds * 1000);
}

type WithoutActor<Event> = Event extends unknown ? Omit<Event, 'actor'> : never;

/** The world after these events, at one moment. */
export function after(world: WorldState, ...events: readonly WithoutActor<WorldEvent>[]): WorldState {
  return events.reduce((next, event) => applyEvent(next, { ...event, actor: 'test' } as WorldEvent), world);
}

/** Leaders of a store. */
export function leadersOf(world: WorldState, store: number): number {
  return leaderCounts(world.stores, world.regions).get(store) ?? 0;
}

/** The history's entries of one kind. */
export function historyOf(world: WorldState, kind: string) {
  return world.history.filter((entry) => entry.kind === kind);
}
