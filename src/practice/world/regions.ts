import type { drawing } from './rng.ts';
import type { Region, Store } from './state.ts';

/**
 * Regions with three peers each, one per host label, leaders evenly spread; empty and small ones strewn among full ones.
 */
export function startRegions(
  stores: readonly Store[],
  want: {
    readonly count: number;
    readonly empty: number;
    readonly small: number;
    readonly random: ReturnType<typeof drawing>;
  },
): readonly Region[] {
  const { count, empty, small, random } = want;
  const sizes = shuffled(
    Array.from({ length: count }, (_, index) => {
      if (index < empty) return 0;
      return index < empty + small ? 2 + random.below(17) : 96;
    }),
    random,
  );
  const groups = byHost(stores);
  const leaders = new Map<number, number>();
  return sizes.map((sizeMiB, index) => {
    const peers = peersOf(groups, index, random);
    const leader = peers.reduce((best, peer) => ((leaders.get(peer) ?? 0) < (leaders.get(best) ?? 0) ? peer : best));
    leaders.set(leader, (leaders.get(leader) ?? 0) + 1);
    const keys = sizeMiB * KEYS_PER_MIB;
    return { id: 4 * index + 7, startKey: startKey(index), sizeMiB, keys, version: 1, peers, leader };
  });
}

/** About what PD estimates for TiDB's rows: a full region of 96 MiB holds 960,000 keys. */
const KEYS_PER_MIB = 10_000;

function byHost(stores: readonly Store[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const store of stores) {
    const host = store.labels.host ?? store.address;
    groups.set(host, [...(groups.get(host) ?? []), store.id]);
  }
  return [...groups.values()];
}

function peersOf(
  groups: readonly (readonly number[])[],
  index: number,
  random: ReturnType<typeof drawing>,
): readonly number[] {
  const first = groups.length > 3 ? index % groups.length : 0;
  return Array.from({ length: Math.min(3, groups.length) }, (_, offset) => {
    const group = groups[(first + offset) % groups.length] ?? [];
    return group[random.below(group.length)] ?? 0;
  });
}

/** A key of TiDB's table space in PD's hex; the first region begins at the beginning. */
function startKey(index: number): string {
  if (index === 0) return '';
  return `7480000000000000FF${(45 + 2 * index).toString(16).toUpperCase().padStart(4, '0')}000000000000F8`;
}

function shuffled(items: readonly number[], random: ReturnType<typeof drawing>): readonly number[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [copy[last], copy[other]] = [copy[other] as number, copy[last] as number];
  }
  return copy;
}
