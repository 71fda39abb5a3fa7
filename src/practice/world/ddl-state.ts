import type { Instant, Millis } from '../../base/duration.ts';

/** DDL jobs and who runs them. */
export interface DdlWorld {
  /** Component id of the TiDB that owns DDL; null: none runs. */
  readonly owner: string | null;
  readonly nextJobId: number;
  /** Running first, then queued. */
  readonly jobs: readonly DdlJob[];
  /** Finished, newest first. */
  readonly finished: readonly DdlJob[];
}

/** One DDL job. */
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
