import { ledBy, scheduleDuration, scheduleNumber, schedulersRun } from './lookup.ts';
import { drawing } from './rng.ts';
import type { Region, WorldState } from './state.ts';

/** Merges per tick and unit of merge-schedule-limit, in thousandths: 12 regions a second at 8, as recorded. */
const CREDIT_PER_LIMIT = 150;

/** PD never merges into more than this. Source: maxTargetRegionSize in PD's merge checker. */
const MAX_TARGET_MIB = 500;

/** One tick: small regions merge into a neighbour, as fast as PD's persisted settings allow. */
export function mergingTick(state: WorldState): WorldState {
  const limit = mergeAllowed(state) ? scheduleNumber(state, 'merge-schedule-limit') : 0;
  if (limit === 0) return state.credit.merge === 0 ? state : { ...state, credit: { ...state.credit, merge: 0 } };
  const credit = state.credit.merge + limit * CREDIT_PER_LIMIT;
  const merges = Math.floor(credit / 1000);
  const merged = merges > 0 ? merge(state, merges) : state;
  return { ...merged, credit: { ...merged.credit, merge: credit - merges * 1000 } };
}

/** Merging waits for schedulers, and for split-merge-interval since PD's leader began; a merge size of 0 switches it off. */
export function mergeAllowed(state: WorldState): boolean {
  const led = ledBy(state);
  if (led === null || !schedulersRun(state)) return false;
  const due = state.now - led.since >= scheduleDuration(state, 'split-merge-interval');
  return due && scheduleNumber(state, 'max-merge-region-size') > 0;
}

/** Whether PD would merge this region away. Size and keys both have to be at or under their limit. */
export function isMergeable(state: WorldState, region: Region): boolean {
  return (
    region.sizeMiB <= scheduleNumber(state, 'max-merge-region-size') &&
    region.keys <= scheduleNumber(state, 'max-merge-region-keys')
  );
}

function merge(state: WorldState, merges: number): WorldState {
  const random = drawing(state.rng);
  const regions = [...state.regions];
  let done = 0;
  while (done < merges && mergeOne(state, regions, random.below(regions.length))) done += 1;
  return done === 0 ? state : { ...state, regions, rng: random.state() };
}

/** Merges the first mergeable region from `from` on into its smaller neighbour; false when there is none. */
function mergeOne(state: WorldState, regions: Region[], from: number): boolean {
  for (let step = 0; step < regions.length; step += 1) {
    const index = (from + step) % regions.length;
    const source = regions[index];
    if (source === undefined || !isMergeable(state, source)) continue;
    const neighbour = neighbourOf(regions, index);
    if (neighbour === null) continue;
    const first = Math.min(index, neighbour);
    const target = regions[neighbour] as Region;
    regions.splice(first, 2, {
      ...target,
      startKey: (regions[first] as Region).startKey,
      sizeMiB: target.sizeMiB + source.sizeMiB,
      keys: target.keys + source.keys,
      version: Math.max(target.version, source.version) + 1,
    });
    return true;
  }
  return false;
}

function neighbourOf(regions: readonly Region[], index: number): number | null {
  const size = (at: number) => regions[at]?.sizeMiB ?? Number.POSITIVE_INFINITY;
  const best = size(index - 1) <= size(index + 1) ? index - 1 : index + 1;
  return size(best) + size(index) <= MAX_TARGET_MIB ? best : null;
}
