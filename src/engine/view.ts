import type { Instant, Millis } from '../base/duration.ts';
import type { Text } from '../base/text.ts';
import type { Verdict } from './verdict.ts';

/** A number that may be *not known*: null is shown as `?`, never as 0. */
export type Measured = number | null;

/** What carries meaning without colour: ✔ ▶ ✖ ◌ – ! ? */
export type Mark = 'done' | 'now' | 'failed' | 'to-come' | 'skipped' | 'look' | 'unknown';

/** Facts with value, source, age and mark. */
export interface FactsView {
  readonly kind: 'facts';
  readonly rows: readonly FactRow[];
}
export interface FactRow {
  readonly id: string;
  readonly label: Text;
  /** null: not known; `note` says why. */
  readonly value: Text | null;
  readonly note: Text | null;
  readonly mark: Verdict;
  readonly source: string;
  readonly seenAt: Instant | null;
}

/** One decision or settled key of a three-way merge. */
export interface MergeRow {
  /** `path#key`, the id of its question when undecided. */
  readonly id: string;
  readonly path: string;
  readonly key: string;
  readonly verdict: 'carried' | 'moved' | 'renamed' | 'retired' | 'conflict' | 'new-default' | 'new-key';
  /** Source text of the value; null: not there (or no base). */
  readonly base: string | null;
  readonly old: string | null;
  readonly new: string | null;
  /** null: undecided. */
  readonly result: string | null;
  /** Where it stands now when moved or renamed: `path#key`. */
  readonly place: string | null;
  readonly reason: Text;
  /** Where the rule comes from. */
  readonly source: string;
}

/** A finding about the merged whole (ports that collide, labels that differ). */
export interface MergeFinding {
  readonly code: string;
  readonly severity: 'block' | 'warn' | 'info';
  readonly where: string;
  readonly what: Text;
  readonly why: Text;
  readonly next: readonly Text[];
}

/** One file, whole, in its versions: for the side-by-side lines. */
export interface MergeFile {
  readonly path: string;
  readonly base: string | null;
  readonly old: string;
  readonly new: string;
  readonly result: string;
}

/** Old, new and result side by side, with what is settled and what is for the operator. */
export interface MergeView {
  readonly kind: 'merge';
  readonly base: { readonly found: boolean; readonly how: Text };
  readonly rows: readonly MergeRow[];
  readonly findings: readonly MergeFinding[];
  readonly files: readonly MergeFile[];
}

/** Live gauges, one row a store (or node). */
export interface GaugesView {
  readonly kind: 'gauges';
  readonly unit: Text;
  readonly rows: readonly GaugeRow[];
  /** Cluster line: label and value; value null is *not known*. */
  readonly line: readonly { readonly label: Text; readonly value: Text | null }[];
  readonly seenAt: Instant | null;
}
export interface GaugeRow {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly version: string | null;
  readonly state: string | null;
  readonly mark: Mark;
  readonly value: Measured;
  /** The value the bar is full at; null when unknown. */
  readonly full: Measured;
  /** Last values, oldest first; null where not known. */
  readonly trend: readonly Measured[];
  /** Time until empty by the measured speed; null when not known or not draining. */
  readonly drainsInMs: Millis | null;
  readonly note: Text | null;
}

/** Curves over time. */
export interface TrendView {
  readonly kind: 'trend';
  readonly series: readonly {
    readonly id: string;
    readonly label: Text;
    readonly unit: Text;
    readonly points: readonly { readonly at: Instant; readonly value: Measured }[];
    readonly note: Text | null;
  }[];
}

/** The readable log of a job, by its id; lines are read from the job, not from here. */
export interface LogView {
  readonly kind: 'log';
  readonly job: string;
}

/** Fields to fill in; checked while typing by the step's reducer. */
export interface FormView {
  readonly kind: 'form';
  readonly fields: readonly FormField[];
  readonly note: Text | null;
}
export interface FormField {
  /** The question's id. */
  readonly id: string;
  readonly label: Text;
  readonly value: string;
  readonly unit: Text | null;
  readonly hint: Text | null;
  readonly problem: Text | null;
}

/** Paragraphs. */
export interface TextView {
  readonly kind: 'text';
  readonly paragraphs: readonly Text[];
}

/** What will be done: rendered from the plan of these phases. */
export interface PlanView {
  readonly kind: 'plan';
  readonly phases: readonly string[];
}

/** The closed set of views; the screen knows these and no TiDB. */
export type View = FactsView | MergeView | GaugesView | TrendView | LogView | FormView | TextView | PlanView;
