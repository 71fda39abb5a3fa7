import type { Instant, Millis } from '../../base/duration.ts';
import type { Json } from '../../base/json.ts';
import type { Actor, HistoryEntry } from './events.ts';

/**
 * The practice cluster as one plain JSON value: what is installed, what runs, what PD remembers, where regions and
 * leaders are, and everything that was done to it. Versions are without the leading v ("2.1.19").
 */
export interface WorldState {
  readonly format: 1;
  /** How far the world has come; moved by `advance` only. */
  readonly now: Instant;
  /** Ticks of TICK_MS since `startedAt`: the world changes by itself on this grid only. */
  readonly ticks: number;
  readonly startedAt: Instant;
  /** State of the random number generator; all chance of the world comes from here. */
  readonly rng: number;
  readonly clusterName: string;
  readonly hosts: readonly WorldHost[];
  readonly components: readonly Component[];
  readonly pd: PdWorld;
  readonly stores: readonly Store[];
  /** In key order; the end key of one is the start key of the next. */
  readonly regions: readonly Region[];
  readonly ddl: DdlWorld;
  readonly faults: readonly Fault[];
  /** What Prometheus scraped, oldest first; the last hours only. */
  readonly samples: readonly Sample[];
  /** Everything that changed something, in order: what tests judge by. */
  readonly history: readonly HistoryEntry[];
  /** Fractions of work left over from one tick to the next, in thousandths. */
  readonly credit: { readonly leader: number; readonly merge: number };
}

export interface WorldHost {
  readonly ip: string;
  readonly name: string;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly diskFreeBytes: number;
}

export type ComponentKind =
  | 'pd'
  | 'tikv'
  | 'tidb'
  | 'pump'
  | 'drainer'
  | 'prometheus'
  | 'grafana'
  | 'alertmanager'
  | 'pushgateway';

/** One deployed process. What is on disk and what runs are two things until it is restarted. */
export interface Component {
  /** Unique: the inventory's name for TiKV ("TiKV1-1"), else kind and number ("pd-1"). */
  readonly id: string;
  readonly kind: ComponentKind;
  /** What it calls itself: PD's member name, Pump's and Drainer's node id. */
  readonly name: string;
  readonly host: string;
  /** The port it serves clients on. */
  readonly port: number;
  readonly deployDir: string;
  /** Absolute path of the binary that a start runs. */
  readonly binary: string;
  readonly disk: OnDisk;
  readonly process: Process;
}

/** What the next start will use. */
export interface OnDisk {
  readonly version: string;
  /** The status port that its start script passes; null: passes none. */
  readonly statusPort: number | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Unit files that lie on the host; an old one stays behind (pd.service beside pd-2379.service). */
  readonly units: readonly string[];
}

export type Process =
  | {
      readonly state: 'running';
      readonly version: string;
      readonly statusPort: number | null;
      readonly unit: string;
      readonly since: Instant;
      /** From then on it accepts connections; null: never (a fault). */
      readonly listensAt: Instant | null;
      /** `collided`: another TiKV of the host had the status port first; this one runs on without a status page. */
      readonly statusPage: 'served' | 'collided' | 'none';
    }
  | {
      readonly state: 'stopped';
      readonly since: Instant;
      readonly how: 'stopped' | 'killed' | 'exited' | 'paused' | 'closed' | 'never-started';
    };

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

export interface SchedulerEntry {
  /** balance-region, balance-leader, hot-region, label, evict-leader, grant-leader … */
  readonly type: string;
  readonly args: readonly string[] | null;
}

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

export interface Heard {
  readonly store: number;
  /** First store heartbeat: Up, still without a leader count. null: not yet known when. */
  readonly upAt: Instant | null;
  /** Its region heartbeats have come: counts are known. */
  readonly countedAt: Instant | null;
}

/** A TiKV as PD remembers it. */
export interface Store {
  readonly id: number;
  readonly component: string;
  readonly address: string;
  /** As the store said at its last start. */
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: 'Up' | 'Offline' | 'Tombstone';
  readonly startedAt: Instant;
}

export interface Region {
  readonly id: number;
  /** Hex of the encoded key; "" is the beginning. */
  readonly startKey: string;
  readonly sizeMiB: number;
  readonly keys: number;
  readonly version: number;
  /** Store ids; three. */
  readonly peers: readonly number[];
  /** One of `peers`. */
  readonly leader: number;
}

export interface DdlWorld {
  /** Component id of the TiDB that owns DDL; null: none runs. */
  readonly owner: string | null;
  readonly nextJobId: number;
  /** Running first, then queued. */
  readonly jobs: readonly DdlJob[];
  /** Finished, newest first. */
  readonly finished: readonly DdlJob[];
}

export interface DdlJob {
  readonly id: number;
  readonly db: string;
  readonly table: string;
  /** "add index", "create table" … as TiDB prints it. */
  readonly type: string;
  readonly query: string;
  /** How long it runs by itself; null: it does not end by itself. */
  readonly lastsMs: Millis | null;
  readonly state: 'running' | 'queueing' | 'synced' | 'cancelled';
  readonly rowCount: number;
  readonly submittedAt: Instant;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** Something that will go wrong: plain data that a scenario sets. */
export type Fault =
  /** The process starts and lives, its ports never open. */
  | { readonly kind: 'never-listens'; readonly component: string }
  /** The process ends right after it was started. */
  | { readonly kind: 'exits-at-start'; readonly component: string; readonly message: string }
  /** Leaders stop leaving the store when `remaining` are left. */
  | { readonly kind: 'eviction-stuck'; readonly component: string; readonly remaining: number }
  /** PD needs this much longer, after a restart, to hear of the regions. */
  | { readonly kind: 'slow-heartbeats'; readonly extraMs: Millis };

export interface Sample {
  readonly at: Instant;
  /** Component ids that did not answer the scrape. */
  readonly silent: readonly string[];
  /** Component ids whose port was closed. */
  readonly closed: readonly string[];
  readonly regions: number;
  readonly emptyRegions: number;
  readonly leaders: Readonly<Record<number, number>>;
}

export type { Actor, HistoryEntry };
