import type { Millis } from '../../base/duration.ts';
import { componentsOf, isListening, leaderCounts } from './lookup.ts';
import type { Sample, WorldState } from './state.ts';

/** Prometheus scrapes this often. */
const SCRAPE_MS: Millis = 15_000;

/** An hour of scrapes is kept. */
const KEPT = 240;

/** One tick: every 15 s a running Prometheus takes a sample; while it does not run there is a gap. */
export function sampleTick(state: WorldState): WorldState {
  if ((state.now - state.startedAt) % SCRAPE_MS !== 0) return state;
  if (!componentsOf(state, 'prometheus').some((one) => isListening(one, state.now))) return state;
  return { ...state, samples: [...state.samples.slice(1 - KEPT), sampleOf(state)] };
}

/** What a scrape sees now. A TiKV whose status page collided does not answer it. */
export function sampleOf(state: WorldState): Sample {
  const closed = state.components.filter((one) => !isListening(one, state.now));
  const collided = state.components.filter(
    ({ process }) => process.state === 'running' && process.statusPage === 'collided',
  );
  return {
    at: state.now,
    silent: [...new Set([...closed, ...collided])].map((one) => one.id),
    closed: closed.map((one) => one.id),
    regions: state.regions.length,
    emptyRegions: state.regions.filter((region) => region.sizeMiB <= 1).length,
    leaders: Object.fromEntries(leaderCounts(state.stores, state.regions)),
  };
}
