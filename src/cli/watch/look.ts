import { OperatorError } from '../../base/errors.ts';
import type { Json } from '../../base/json.ts';
import type { Pd, PdStore } from '../../cluster/ports/pd.ts';

/** How a cluster stands, from one look at PD; null is *not known*, never 0. */
export type ClusterLook = {
  readonly pd: {
    readonly leader: string | null;
    readonly members: readonly { readonly name: string; readonly healthy: boolean | null }[] | null;
    readonly ready: boolean | null;
  };
  readonly stores:
    | readonly {
        readonly id: number;
        readonly address: string;
        readonly version: string;
        readonly state: string;
        readonly leaders: number | null;
        readonly regions: number | null;
        readonly evicting: boolean | null;
      }[]
    | null;
  readonly regions: { readonly count: number | null; readonly empty: number | null };
  readonly schedulers: readonly string[] | null;
  readonly limits: Readonly<Record<string, Json>> | null;
};

/**
 * Looks at PD once. Nothing is known from before: PD is ready when it has a leader, the leaders of its stores add up to its
 * regions and its schedulers are there; until then leaders and empty regions are *not known* (after a restart PD leaves
 * leader counts out and counts regions that it has only loaded as empty).
 * @throws OperatorError when PD answers nothing at all.
 */
export async function lookAt(pd: Pd): Promise<ClusterLook> {
  const members = await pd.members();
  const [health, stores, schedulers, stats, schedule] = await Promise.all([
    orNull(pd.health()),
    orNull(pd.stores()),
    orNull(pd.schedulers()),
    orNull(pd.regionStats()),
    orNull(pd.schedule()),
  ]);
  const ready = isReady(members.leader, stores, stats?.count ?? null, schedulers);
  return {
    pd: {
      leader: members.leader,
      members: members.members
        .map(({ name }) => ({ name, healthy: health?.find((member) => member.name === name)?.healthy ?? null }))
        .sort((a, b) => a.name.localeCompare(b.name)),
      ready,
    },
    stores: stores && [...stores].sort((a, b) => a.id - b.id).map((store) => storeRow(store, ready, schedulers)),
    regions: { count: stats?.count ?? null, empty: ready === true ? (stats?.empty ?? null) : null },
    schedulers: schedulers && [...schedulers].sort(),
    limits: schedule && Object.fromEntries(Object.entries(schedule).filter(([key]) => key.endsWith('-limit'))),
  };
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OperatorError) return null;
    throw error;
  }
}

function isReady(
  leader: string | null,
  stores: readonly PdStore[] | null,
  regions: number | null,
  schedulers: readonly string[] | null,
): boolean | null {
  if (leader === null) return false;
  if (stores === null || regions === null || schedulers === null) return null;
  const leaders = stores.reduce((sum, store) => sum + (store.leaderCount ?? 0), 0);
  return regions > 0 && leaders === regions && schedulers.length > 0;
}

function storeRow(store: PdStore, ready: boolean | null, schedulers: readonly string[] | null) {
  const { id, address, version, state, leaderCount, regionCount } = store;
  // PD leaves a count of 0 out; only a PD that is ready means 0 by that.
  const leaders = ready === true ? (leaderCount ?? 0) : null;
  const regions = ready === true ? (regionCount ?? 0) : regionCount;
  // An empty list is what a PD says that has not come to itself yet.
  const known = schedulers !== null && schedulers.length > 0;
  const evicting = known ? schedulers.includes(`evict-leader-scheduler-${id}`) : null;
  return { id, address, version, state, leaders, regions, evicting };
}
