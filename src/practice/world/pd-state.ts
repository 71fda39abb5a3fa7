import type { Instant } from '../../base/duration.ts';
import type { Json } from '../../base/json.ts';

/** PD: what it has persisted, and what its present leader knows. */
export interface PdWorld {
  /** Decimal; exceeds 2^53. */
  readonly clusterId: string;
  /** Component id → decimal; they exceed 2^53. */
  readonly memberIds: Readonly<Record<string, string>>;
  readonly bootstrappedAt: Instant | null;
  /** The lowest version of all stores, moved when the last one has restarted. */
  readonly clusterVersion: string;
  readonly leadership: Leadership;
  /** Persisted in etcd, flat; keys that no version has persisted yet come from the version's defaults. */
  readonly schedule: Readonly<Record<string, Json>>;
  readonly replication: Readonly<Record<string, Json>>;
  /** Persisted in etcd; they run only while PD is ready. In the order of their creation. */
  readonly schedulers: readonly SchedulerEntry[];
}

/** A scheduler as PD persists it. */
export interface SchedulerEntry {
  /** balance-region, balance-leader, hot-region, label, evict-leader, grant-leader … */
  readonly type: string;
  readonly args: readonly string[] | null;
}

/** Who leads PD, or how the election for it stands. */
export type Leadership =
  | {
      readonly state: 'led';
      readonly leader: string;
      readonly since: Instant;
      /** What this leader has heard of each store since it leads. */
      readonly heard: readonly Heard[];
      /** From then on schedulers run: 80 % of the regions have been heard of. */
      readonly readyAt: Instant | null;
      /** Set when the quorum is lost: the leader steps down then. */
      readonly leaseUntil: Instant | null;
    }
  | {
      readonly state: 'electing';
      readonly since: Instant;
      /** null: there is no quorum. */
      readonly until: Instant | null;
      readonly previous: string | null;
      /** Who will be elected, when somebody was named. */
      readonly next: string | null;
      readonly cause: 'resign' | 'lost' | 'started';
    };

/** What PD's leader has heard of one store. */
export interface Heard {
  readonly store: number;
  /** First store heartbeat: Up, still without a leader count. null: not yet known when. */
  readonly upAt: Instant | null;
  /** Its region heartbeats have come: counts are known. */
  readonly countedAt: Instant | null;
}
