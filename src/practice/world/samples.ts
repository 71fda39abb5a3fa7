import type { Millis } from '../../base/duration.ts';
import { componentsOf, isListening, leaderCounts } from './lookup.ts';
import type { Sample, WorldState } from './state.ts';

/** Prometheus scrapes this often. */
export const SCRAPE_MS: Millis = 15_000;

/** Two hours of scrapes are kept. */
const KEPT = 480;

/** One tick: every 15 s a running Prometheus takes a sample; while it does not run there is a gap. */
export function sampleTick(state: WorldState): WorldState {
  if ((state.now - state.startedAt) % SCRAPE_MS !== 0) return state;
  if (!componentsOf(state, 'prometheus').some((one) => isListening(one, state.now))) return state;
  return { ...state, samples: [...state.samples.slice(1 - KEPT), sampleOf(state)] };
}

/** What a scrape sees now. A TiKV whose status page collided does not answer it. */
export function sampleOf(state: WorldState): Sample {
  const answers = state.components.filter(
    (one) => isListening(one, state.now) && !(one.process.state === 'running' && one.process.statusPage === 'collided'),
  );
  return {
    at: state.now,
    up: answers.map((one) => one.id),
    regions: state.regions.length,
    emptyRegions: state.regions.filter((region) => region.sizeMiB <= 1).length,
    leaders: Object.fromEntries(leaderCounts(state.stores, state.regions)),
  };
}
