import type { Instant } from '../base/duration.ts';
import type { Text } from '../base/text.ts';
import type { Answers } from './answers.ts';
import type { Facts, Probe } from './fact.ts';
import type { Verdict } from './verdict.ts';

/** One finding of a check, ready to be shown, journaled and printed. */
export interface Finding {
  /** The check's id, or `check-id/where` when one check finds several things. */
  readonly id: string;
  readonly result: Verdict;
  /** The finding in one sentence. */
  readonly what: Text;
  /** The evidence, and what it means for the operation. */
  readonly why: Text;
  /** What to do, exact commands, safest first; empty when all is well. */
  readonly next: readonly Text[];
  /** The command, URL or file it rests on, as text; "" when it rests on nothing seen. */
  readonly source: string;
  /** When the oldest fact it rests on was seen; null when none was. */
  readonly seenAt: Instant | null;
}

/** A pure judgement over facts, named as a truth (`regionsHealthy`). Reads nothing itself. */
export interface Check<P> {
  readonly id: string;
  readonly title: Text;
  readonly needs: readonly Probe<P, unknown>[];
  judge(facts: Facts<P>, answers: Answers): Finding | readonly Finding[];
}

/** A named condition of a step (`whenBinlogOn`). `unknown` facts make the step apply, so that nothing is left out in silence. */
export interface Condition<P> {
  readonly id: string;
  /** What must be so, e.g. "the inventory has drainer_servers". */
  readonly title: Text;
  readonly needs: readonly Probe<P, unknown>[];
  holds(facts: Facts<P>, answers: Answers): boolean | 'unknown';
}
