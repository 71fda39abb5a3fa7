import type { Json } from '../../base/json.ts';

/**
 * PD's HTTP API, 2.1 to current, over all given members: asks the next one when one does not answer. Integers beyond
 * 2^53 are strings. Every method throws OperatorError (`pd-unreachable`, `pd-no-leader`, `pd-refused`) when nobody answers well.
 */
export interface Pd {
  members(): Promise<PdMembers>;
  /** GET /pd/health. */
  health(): Promise<readonly { readonly name: string; readonly healthy: boolean }[]>;
  stores(): Promise<readonly PdStore[]>;
  /** Names; in random order as PD gives them. */
  schedulers(): Promise<readonly string[]>;
  /** GET /config/schedule, whole. */
  schedule(): Promise<Readonly<Record<string, Json>>>;
  /** GET /config, whole, as PD wrote it. */
  configText(): Promise<string>;
  replication(): Promise<Readonly<Record<string, Json>>>;
  /** Region count and empty ones; null: not told. After a restart the empty ones are not to be trusted. */
  regionStats(): Promise<{ readonly count: number | null; readonly empty: number | null }>;
  /** Count of /regions/check/{kind}; null where this PD does not know the kind. */
  regionsCheck(
    kind: 'miss-peer' | 'down-peer' | 'pending-peer' | 'extra-peer' | 'offline-peer' | 'empty-region',
  ): Promise<number | null>;
  operators(): Promise<readonly string[]>;
  clusterVersion(): Promise<string>;
  /** The first URL that answered last: the source to show. */
  readonly answering: string;
}
export interface PdMembers {
  readonly leader: string | null;
  readonly members: readonly {
    readonly name: string;
    readonly clientUrls: readonly string[];
    readonly version: string | null;
  }[];
}
export interface PdStore {
  readonly id: number;
  readonly address: string;
  readonly version: string;
  /** Up, Offline, Tombstone, Disconnected, Down. */
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
  /** PD leaves leader_count out at zero AND while it does not know: null means "left out". */
  readonly leaderCount: number | null;
  readonly regionCount: number | null;
  readonly capacity: string | null;
  readonly available: string | null;
  readonly startedAt: string | null;
}
