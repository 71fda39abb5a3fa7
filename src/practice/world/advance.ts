import type { Instant, Millis } from '../../base/duration.ts';
import { ddlTick } from './ddl.ts';
import { leadersTick } from './leaders.ts';
import { leadershipTick } from './leadership.ts';
import { mergingTick } from './merging.ts';
import { sampleTick } from './samples.ts';
import type { WorldState } from './state.ts';
import { storesTick } from './stores.ts';

/** The world changes by itself at multiples of this after its start, and at no other moment. */
export const TICK_MS: Millis = 100;

const STEPS: readonly ((state: WorldState) => WorldState)[] = [
  leadershipTick,
  storesTick,
  leadersTick,
  mergingTick,
  ddlTick,
  sampleTick,
];

/**
 * Lets time pass until `to`. The same however it is divided: advance(a→c) equals advance(a→b→c).
 * A `to` in the past changes nothing.
 */
export function advance(state: WorldState, to: Instant): WorldState {
  let world = state;
  for (;;) {
    const at = world.startedAt + (world.ticks + 1) * TICK_MS;
    if (at > to) return to > world.now ? { ...world, now: to } : world;
    const ticked: WorldState = { ...world, now: at, ticks: world.ticks + 1 };
    world = STEPS.reduce((next, step) => step(next), ticked);
  }
}
