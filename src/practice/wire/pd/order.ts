import { drawing } from '../../world/rng.ts';
import type { WorldState } from '../../world/state.ts';

/** Go's maps have no order: another one at every moment, the same at the same moment. */
export function inRandomOrder<Item>(state: WorldState, items: readonly Item[]): readonly Item[] {
  const random = drawing(state.now);
  return items
    .map((item) => ({ item, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
