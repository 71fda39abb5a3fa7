import type { Millis } from '../../base/duration.ts';
import { withReadiness } from './leadership.ts';
import {
  componentOf,
  evictedStores,
  isListening,
  leaderCounts,
  ledBy,
  scheduleNumber,
  schedulersRun,
} from './lookup.ts';
import { recorded } from './record.ts';
import { drawing } from './rng.ts';
import type { Region, WorldState } from './state.ts';

/** Leaders on a store that is gone are elected anew among the other peers after this. */
const RAFT_ELECTION_MS: Millis = 10_000;

/** Leaders moved per tick and unit of leader-schedule-limit, in thousandths: 24 a second at 4. Recorded: 20 to 33. */
const CREDIT_PER_LIMIT = 600;

/** balance-leader leaves differences up to this alone. */
const TOLERATED = 2;

/** One tick: leaders leave dead stores, then evicted ones, then balance. */
export function leadersTick(state: WorldState): WorldState {
  const elected = leadersElected(state);
  if (!schedulersRun(elected)) return { ...elected, credit: { ...elected.credit, leader: 0 } };
  const credit = elected.credit.leader + scheduleNumber(elected, 'leader-schedule-limit') * CREDIT_PER_LIMIT;
  const moves = Math.floor(credit / 1000);
  const moved = moves > 0 ? scheduled(elected, moves) : elected;
  return { ...moved, credit: { ...moved.credit, leader: credit - moves * 1000 } };
}

function leadersElected(state: WorldState): WorldState {
  return state.stores.reduce((world, store) => {
    const { process } = componentOf(world, store.component);
    const dead = process.state === 'stopped' && world.now - process.since >= RAFT_ELECTION_MS;
    return dead ? abandoned(world, store.id) : world;
  }, state);
}

function abandoned(state: WorldState, store: number): WorldState {
  const alive = aliveStores(state);
  const counts = leaderCounts(state.stores, state.regions);
  let lost = 0;
  const regions = state.regions.map((region) => {
    const target = region.leader === store ? fewest(counts, region, alive) : null;
    if (target === null) return region;
    lost += 1;
    counts.set(target, (counts.get(target) ?? 0) + 1);
    return { ...region, leader: target };
  });
  if (lost === 0) return state;
  const detail = { store, leaders: lost };
  return recorded(withReadiness({ ...state, regions }), { actor: 'world', kind: 'leaders-elected-elsewhere', detail });
}

function scheduled(state: WorldState, moves: number): WorldState {
  const random = drawing(state.rng);
  const regions = [...state.regions];
  const counts = leaderCounts(state.stores, regions);
  const evicted = evictedStores(state);
  const targets = countedStores(state).filter((store) => !evicted.includes(store));
  let done = 0;
  while (done < moves) {
    const plan = evictionOf(state, counts) ?? imbalanceOf(counts, targets);
    if (plan === null || !moveOne(regions, counts, { ...plan, targets, from: random.below(regions.length) })) break;
    done += 1;
  }
  return done === 0 ? state : { ...state, regions, rng: random.state() };
}

interface Plan {
  readonly source: number;
  /** Only to there; null: to whichever peer has the fewest. */
  readonly target: number | null;
}

/** The evicted store with the most leaders that may still leave it. */
function evictionOf(state: WorldState, counts: ReadonlyMap<number, number>): Plan | null {
  const open = evictedStores(state).filter((store) => (counts.get(store) ?? 0) > stuckAt(state, store));
  const source = open.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0];
  return source === undefined ? null : { source, target: null };
}

function imbalanceOf(counts: ReadonlyMap<number, number>, targets: readonly number[]): Plan | null {
  const sorted = targets.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
  const [target, source] = [sorted[0], sorted.at(-1)];
  if (target === undefined || source === undefined) return null;
  return (counts.get(source) ?? 0) - (counts.get(target) ?? 0) > TOLERATED ? { source, target } : null;
}

/** Moves one leader, looking from a random region on; false when none can move. */
function moveOne(
  regions: Region[],
  counts: Map<number, number>,
  plan: Plan & { readonly targets: readonly number[]; readonly from: number },
): boolean {
  const { source, target, targets, from } = plan;
  for (let step = 0; step < regions.length; step += 1) {
    const index = (from + step) % regions.length;
    const region = regions[index];
    if (region === undefined || region.leader !== source) continue;
    const to = fewest(counts, region, target === null ? targets : [target]);
    if (to === null) continue;
    regions[index] = { ...region, leader: to };
    counts.set(source, (counts.get(source) ?? 0) - 1);
    counts.set(to, (counts.get(to) ?? 0) + 1);
    return true;
  }
  return false;
}

function fewest(counts: ReadonlyMap<number, number>, region: Region, among: readonly number[]): number | null {
  const able = region.peers.filter((peer) => peer !== region.leader && among.includes(peer));
  if (able.length === 0) return null;
  return able.reduce((best, peer) => ((counts.get(peer) ?? 0) < (counts.get(best) ?? 0) ? peer : best));
}

function stuckAt(state: WorldState, store: number): number {
  const component = state.stores.find((one) => one.id === store)?.component;
  const fault = state.faults.find((one) => one.kind === 'eviction-stuck' && one.component === component);
  return fault?.kind === 'eviction-stuck' ? fault.remaining : 0;
}

function aliveStores(state: WorldState): readonly number[] {
  return state.stores
    .filter((store) => store.state === 'Up' && isListening(componentOf(state, store.component), state.now))
    .map((store) => store.id);
}

/** PD moves leaders to stores only whose regions it has heard of since they started. */
function countedStores(state: WorldState): readonly number[] {
  const heard = ledBy(state)?.heard ?? [];
  const counted = heard.filter((one) => one.countedAt !== null && one.countedAt <= state.now).map((one) => one.store);
  return aliveStores(state).filter((store) => counted.includes(store));
}
