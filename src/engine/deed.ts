import type { Millis } from '../base/duration.ts';
import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';

interface DeedBase {
  /** Unique and stable within its step: `conf/tikv.yml`, `playbook`, `merge-schedule-limit`. */
  readonly id: string;
  readonly title: Text;
  /** What it leaves owed from the moment of its intent. */
  readonly opens?: readonly Debt[];
  /** How to see whether it happened, when its outcome is not known. Files and jobs need none. */
  readonly proof?: Proof;
}

/** A short command: argv with a host, never shell text. stdin is /dev/null. */
export interface CommandDeed extends DeedBase {
  readonly kind: 'command';
  /** `control`, or a host of the cluster by its inventory name. */
  readonly host: string;
  readonly argv: readonly string[];
  readonly cwd?: string;
  readonly timeoutMs: Millis;
  /** Exit codes that mean success; the deed's verify has the last word. Default [0]. */
  readonly okExits?: readonly number[];
  /** Must stand in stdout for success: pd-ctl says `Success!` and exits 0 on failures too. */
  readonly mustPrint?: string;
}

/** A long command, run detached on the control machine and followed; survives the wizard. */
export interface JobDeed extends DeedBase {
  readonly kind: 'job';
  readonly host: 'control';
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** How its output is read: `ansible` has JSON events beside the log. */
  readonly follow: 'log' | 'ansible';
  readonly okExits: readonly number[];
  /** Hosts or components it will touch, for the gate. */
  readonly touches: readonly string[];
}

/** A file written whole and atomically. `before` null: it must not be there yet; `after` null: it is removed. */
export interface FileDeed extends DeedBase {
  readonly kind: 'file';
  readonly host: string;
  readonly path: string;
  /** Content that must be there before; anything else stops the deed. Undefined: whatever is there is replaced. */
  readonly before?: string | null;
  readonly after: string | null;
  /** Octal permission bits; kept as they are when left out (0644 for a new file). */
  readonly mode?: number;
  /** Unified diff, made when planned. */
  readonly diff: string;
}

/** An HTTP call to the cluster. */
export interface CallDeed extends DeedBase {
  readonly kind: 'call';
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body: Json | null;
  readonly okStatus: readonly number[];
}

/** One SQL statement. */
export interface SqlDeed extends DeedBase {
  readonly kind: 'sql';
  /** host:port of a TiDB. */
  readonly address: string;
  readonly statement: string;
}

/** What a person does by hand; its outcome is the person's word, journaled as such. */
export interface HandDeed extends DeedBase {
  readonly kind: 'hand';
  readonly instructions: readonly Text[];
}

/** A deed is a value before it happens. */
export type Deed = CommandDeed | JobDeed | FileDeed | CallDeed | SqlDeed | HandDeed;

/** How to see whether something is so, as data: it stands in the journal and outlives the code that planned it. */
export type Proof =
  /** The JSON at `url` has `equals` at the path `at`. */
  | { readonly kind: 'json'; readonly url: string; readonly at: readonly string[]; readonly equals: Json }
  /** The JSON list at `url` has, or has not, the string `item`. */
  | { readonly kind: 'listed'; readonly url: string; readonly item: string; readonly present: boolean }
  /** The file has this content digest; null: it is not there. */
  | { readonly kind: 'file'; readonly host: string; readonly path: string; readonly sha256: string | null }
  /** The command (which must not change anything) exits with 0 and prints `prints`. */
  | { readonly kind: 'command'; readonly host: string; readonly argv: readonly string[]; readonly prints: string };

/** What became of a deed whose outcome is not known. */
export type Look =
  | { readonly is: 'done'; readonly evidence: Text }
  | { readonly is: 'not-done'; readonly evidence: Text }
  /** Only jobs: it goes on, and can be followed. */
  | { readonly is: 'running'; readonly evidence: Text }
  | { readonly is: 'unclear'; readonly evidence: Text };

/** How a deed ended. `ok` is what the deed itself said; success is what verify sees. */
export interface Outcome {
  readonly ok: boolean;
  /** Exit code, HTTP status; null where there is none. */
  readonly code: number | null;
  /** What it said, in short, redacted: last lines of output, body of the answer. */
  readonly said: string;
  /** Set when not ok: what happened, why, what next. */
  readonly trouble?: { readonly code: string; readonly what: Text; readonly why: Text; readonly next: readonly Text[] };
  /** Structured findings of the one who performed it (ansible: hosts finished, failed task). */
  readonly detail?: Json;
}

/** Something that must be put back, from the moment of its deed's intent; with its original value. */
export interface Debt {
  /** Unique in the run: `evict-leader/TiKV1-2`, `retries`. */
  readonly id: string;
  readonly what: Text;
  /** The value to go back to; null when "not there" is the original. */
  readonly original: Json;
  /** Seen so, it is settled. All of them must hold, twice in a row. */
  readonly settledWhen: readonly Proof[];
  /** What settles it; empty when only a person can. */
  readonly settle: readonly Deed[];
}
