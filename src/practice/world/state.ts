import type { Instant } from '../../base/duration.ts';
import type { DdlWorld } from './ddl-state.ts';
import type { Fault } from './faults.ts';
import type { HistoryEntry } from './history.ts';
import type { PdWorld } from './pd-state.ts';

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
  /** What Prometheus scraped, oldest first; the last hour only. */
  readonly samples: readonly Sample[];
  /** Everything that changed something, in order: what tests judge by. */
  readonly history: readonly HistoryEntry[];
  /** Fractions of work left over from one tick to the next, in thousandths. */
  readonly credit: { readonly leader: number; readonly merge: number };
}

/** A machine of the cluster. */
export interface WorldHost {
  readonly ip: string;
  readonly name: string;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly diskFreeBytes: number;
}

/** What a component is; PD, TiKV, TiDB, binlog, monitoring. */
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

/** Whether it runs: with what since when, or how it ended. */
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

/** A range of keys. Its size and keys are as its leader last told PD. */
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

/** What one scrape of Prometheus saw. */
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
