import type { Instant, Millis } from '../base/duration.ts';
import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import type { Answers, Question } from './answers.ts';
import type { Check, Condition } from './check.ts';
import type { Debt, Deed, Outcome } from './deed.ts';
import type { Facts, Probe } from './fact.ts';
import type { View } from './view.ts';

/** An operation as plain data: reads top to bottom like the written checklist. Generic over the ports `P`. */
export interface Runbook<P> {
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  /** Facts that every phase may rest on; read at start and on resume. */
  readonly probes: readonly Probe<P, unknown>[];
  readonly phases: readonly Phase<P>[];
  /** The cluster as it is all the while: read again and again as long as somebody sits there. */
  readonly live?: Shows<P>;
  /** From which version to which, as far as it is known; left out where the operation changes none. */
  versions?(facts: Facts<P>): { readonly from: string | null; readonly to: string | null };
  /** The first estimate of the whole, from facts; null when not known. */
  estimate(facts: Facts<P>): Millis | null;
}

/** A part of the checklist that an operator recognises. It is planned anew at its start. */
export interface Phase<P> {
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  readonly steps: readonly (Step<P> | Loop<P, never>)[];
}

/** Steps that expand over stores or hosts when planned; ids stay stable: `evict/TiKV1-2`. */
export interface Loop<P, Item> {
  readonly id: string;
  readonly needs: readonly Probe<P, unknown>[];
  /** The items now known; 'later' when the facts for them are not there yet. */
  over(facts: Facts<P>): readonly { readonly id: string; readonly item: Item }[] | 'later';
  step(item: Item, id: string): Step<P>;
}

/** One step: it names checks and actions; no ifs, no strings built. */
export interface Step<P> {
  readonly id: string;
  readonly title: Text;
  /** At most three sentences that a first-timer understands. */
  readonly why: Text;
  /** Where the rule stands: "checklist 4.3". */
  readonly source: string;
  readonly when?: Condition<P>;
  readonly checks?: readonly Check<P>[];
  readonly choices?: Choices<P>;
  readonly gate?: Gate<P>;
  readonly action?: Action<P>;
  readonly verify?: Verify<P>;
  readonly putBack: PutBack;
  /** What it shows; while deeds and verify run it is read again and again. */
  readonly shows?: Shows<P>;
  /** What can be told beyond what a failed deed or verify said itself. */
  readonly explains?: Explains<P>;
  /** Whether a person may skip it with a reason; default true. The point of no return may not be skipped. */
  readonly skippable?: boolean;
}

/** What is to be decided before the step's deeds can be planned. Pure. */
export interface Choices<P> {
  readonly needs: readonly Probe<P, unknown>[];
  ask(input: PlanInput<P>): readonly Question[];
}

/** continue: Enter. confirm: a deliberate key. danger: the cluster's name, typed. */
export type Strength = 'continue' | 'confirm' | 'danger';

/** A pure decision: open, ask or blocked with a reason. Its id is its step's id. */
export interface Gate<P> {
  readonly strength: Strength;
  readonly title: Text;
  /** What changes for the operator and the business when it is passed. */
  readonly means: Text;
  /** Checks it rests on; run again just before acting when their facts are past their shelf life. */
  readonly rests: readonly Check<P>[];
}

/** What pure planning may use, and nothing else. */
export interface PlanInput<P> {
  readonly facts: Facts<P>;
  readonly answers: Answers;
  /** Earlier tries of this step in this run, oldest first. */
  readonly attempts: readonly Attempt[];
  /** The try at work: what its deeds told so far, for verifies and views; null between tries. */
  readonly tried: Attempt | null;
  /** What is owed now in this run, oldest first: for steps that put back, and the one that counts what is left. */
  readonly debts: readonly Debt[];
  readonly runId: string;
  /** When planned, by the clock of the run: for names and stamps, never for decisions. */
  readonly now: Instant;
  sha256(content: string): string;
}

/** One earlier try of a step. */
export interface Attempt {
  readonly deeds: readonly { readonly deed: Deed; readonly outcome: Outcome | null }[];
}

/** Plans deeds; a verb (`evictLeaders`). Pure: the engine performs what is planned. */
export interface Action<P> {
  readonly id: string;
  readonly needs: readonly Probe<P, unknown>[];
  /** The deeds in order; `later` when they hang on facts that are not there yet; `cannot` when they must not be done. */
  plan(input: PlanInput<P>): Planned;
}
export type Planned =
  | { readonly deeds: readonly Deed[] }
  | { readonly later: Text }
  | { readonly cannot: { readonly what: Text; readonly why: Text; readonly next: readonly Text[] } };

/** Polls until the thing is true or the time is up; never changes anything. */
export interface Verify<P> {
  readonly id: string;
  readonly title: Text;
  readonly needs: readonly Probe<P, unknown>[];
  readonly everyMs: Millis;
  readonly timeoutMs: Millis;
  /**
   * One look. `memory` is what the previous look returned (undefined at the first; JSON, so that it can be journaled):
   * "seen gone twice", "steady for 3 minutes" are written with it.
   */
  judge(input: PlanInput<P>, memory: Json | undefined): VerifyLook;
}
export interface VerifyLook {
  /** `yes` ends well, `no` ends badly at once, `not-yet` polls on. */
  readonly holds: 'yes' | 'no' | 'not-yet';
  /** What is seen, with figures. */
  readonly evidence: Text;
  readonly memory?: Json;
}

/** How a step is taken back, or why it cannot be. */
export type PutBack =
  /** It changes nothing. */
  | { readonly kind: 'nothing' }
  /** Its debts are put back, by belay. */
  | { readonly kind: 'debt'; readonly how: Text }
  /** By hand, with these commands. */
  | { readonly kind: 'hand'; readonly how: Text }
  | { readonly kind: 'cannot'; readonly because: Text }
  /** A declared final value. */
  | { readonly kind: 'final'; readonly because: Text };

/** What a step shows. */
export interface Shows<P> {
  readonly needs: readonly Probe<P, unknown>[];
  /** How often it is read again while the step runs; null: once. */
  readonly everyMs: Millis | null;
  /** `previous` is the view shown before, so that trends can be carried on. */
  view(input: PlanInput<P>, previous: View | undefined): View;
}

/** Explains a failed try of a step: how things stand now, the likely cause, what to do. Pure. */
export interface Explains<P> {
  readonly needs: readonly Probe<P, unknown>[];
  /** `failed`: the try that failed; its deeds' outcomes hold what they said. */
  explain(input: PlanInput<P>, failed: Attempt): Explained;
}
export interface Explained {
  readonly now: Text | null;
  /** Exact commands, the safest first; shown before what the deed itself says. */
  readonly next: readonly Text[];
}
