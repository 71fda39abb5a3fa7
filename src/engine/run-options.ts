import type { Json } from '../base/json.ts';
import type { EnginePorts } from './ports.ts';
import type { JournalRecord } from './records.ts';
import type { Runbook } from './runbook.ts';
import type { RunState } from './state.ts';
import type { View } from './view.ts';

/** What a run is about; stands in its first record. */
export interface Opening {
  readonly run: string;
  readonly cluster: string;
  /** Host name of the control machine, or "local". */
  readonly control: string;
  readonly versions: { readonly from: string | null; readonly to: string | null };
  readonly belay: string;
  readonly profile: Json;
  readonly profilePath: string;
}

/** Who sits there this time. */
export interface Sitting {
  readonly pid: number;
  readonly host: string;
  readonly user: string;
  readonly auto: boolean;
  readonly answers: Readonly<Record<string, string>>;
}

export interface RunOptions<P> {
  readonly runbook: Runbook<P>;
  readonly ports: P;
  readonly engine: EnginePorts;
  readonly opening: Opening;
  readonly sitting: Sitting;
  /** Aborted: everything stops where it is, state saved; jobs on the control machine go on. */
  readonly signal: AbortSignal;
  /** Called with every record after it was written, and the state after it; also for those of earlier sittings. */
  observe(record: JournalRecord, state: RunState): void;
  /** Called with every look at the cluster, also when nothing but its age has changed (that is not journaled). */
  onLive?(view: View): void;
}
