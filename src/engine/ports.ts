import type { Instant, Millis } from '../base/duration.ts';
import type { Text } from '../base/text.ts';
import type { Answers, Question } from './answers.ts';
import type { Finding } from './check.ts';
import type { Deed, Look, Outcome, Proof } from './deed.ts';
import type { PlannedStep } from './plan-types.ts';
import type { By, Failure, TaskEvent } from './records.ts';
import type { Strength } from './runbook.ts';
import type { View } from './view.ts';

/** The clock of the run. Practice scales it; production does not. */
export interface Clock {
  now(): Instant;
  /** Waits `ms` of the run's time; rejects with Cancelled when `signal` aborts. */
  sleep(ms: Millis, signal: AbortSignal): Promise<void>;
}

/** Performs deeds and looks at what became of them. */
export interface Doer {
  /**
   * Does it. A job is started, or followed when it was started before under the same `name`: it is never started twice.
   * What went wrong is in the outcome; only Cancelled is thrown (the deed's outcome is then unknown; a job goes on).
   */
  perform(deed: Deed, context: DeedContext): Promise<Outcome>;
  /** Looks, changing nothing. */
  look(deed: Deed, name: string, signal: AbortSignal): Promise<Look>;
  /** Whether `proof` holds now; unclear when it cannot be seen. */
  prove(proof: Proof, signal: AbortSignal): Promise<{ readonly holds: boolean | 'unclear'; readonly evidence: Text }>;
  /** Interrupts a running job as Ctrl-C would. */
  interrupt(name: string): Promise<void>;
}

export interface DeedContext {
  /** Unique in all runs and file-name safe: run, step, attempt and deed. Names the job. */
  readonly name: string;
  readonly signal: AbortSignal;
  /** Sanitised lines of the job's readable log; `from`: number of the first, from 0. Replayed from 0 after a reattachment. */
  readonly onLines: (lines: readonly string[], from: number) => void;
  /** Progress of the job; `seq` numbers its events from 0. */
  readonly onTask: (event: TaskEvent, seq: number) => void;
}

/** The journal's file. Lines are whole JSON records without their newline. */
export interface JournalStore {
  /** All whole lines; a torn last line is left out and cut off before the next append. */
  read(): Promise<readonly string[]>;
  /** @param sync fsync before resolving. @throws OperatorError when it cannot be written (nothing may go on then). */
  append(line: string, sync: boolean): Promise<void>;
}

/** The lock of a cluster, on its control machine. */
export interface Lock {
  /** null: taken (or held by us already). */
  take(holder: LockHolder): Promise<{ readonly heldBy: LockHolder; readonly alive: boolean | 'unknown' } | null>;
  /** Takes it from a holder that is no more, or on a person's word. */
  takeOver(holder: LockHolder, from: LockHolder): Promise<void>;
  release(holder: LockHolder): Promise<void>;
}
export interface LockHolder {
  readonly run: string;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  readonly since: Instant;
}

/** What the engine asks somebody: a person at a screen, a file of answers, the good operator. */
export type Request =
  | {
      readonly kind: 'gate';
      readonly id: string;
      readonly step: PlannedStep;
      readonly cluster: string;
      readonly strength: Strength;
      readonly findings: readonly Finding[];
      readonly view: View | null;
      readonly options: readonly Option[];
    }
  | {
      readonly kind: 'questions';
      readonly id: string;
      readonly step: PlannedStep;
      readonly questions: readonly Question[];
      readonly view: View | null;
      /** What the step would show with these answers beside those already given. Pure; left out where nothing is shown. */
      readonly preview?: (answers: Answers) => View | null;
      readonly options: readonly Option[];
    }
  | {
      /** A check blocks: nothing was done yet. */
      readonly kind: 'blocked';
      readonly id: string;
      readonly step: PlannedStep;
      readonly findings: readonly Finding[];
      readonly options: readonly Option[];
    }
  | {
      readonly kind: 'failed';
      readonly id: string;
      readonly step: PlannedStep;
      readonly failure: Failure;
      /** What "continue" would do, planned with what is known now; null when it cannot be planned. */
      readonly again: PlannedStep | null;
      readonly options: readonly Option[];
    }
  | {
      readonly kind: 'unknown';
      readonly id: string;
      readonly step: PlannedStep;
      readonly deed: Deed;
      readonly look: Look;
      readonly options: readonly Option[];
    }
  | {
      readonly kind: 'lock';
      readonly id: string;
      readonly holder: LockHolder;
      readonly alive: boolean | 'unknown';
      readonly options: readonly Option[];
    };

/**
 * One thing that can be chosen. `needs`: what must come with it: a reason, the cluster's name, answers to the questions.
 * Choices: gate: pass, skip, leave; questions: answer, skip, leave; blocked: recheck, skip, leave;
 * failed: again, skip, settle, leave; unknown: done, repeat, leave; lock: take-over, leave.
 */
export interface Option {
  readonly choice:
    | 'pass'
    | 'answer'
    | 'recheck'
    | 'again'
    | 'settle'
    | 'skip'
    | 'done'
    | 'repeat'
    | 'take-over'
    | 'leave';
  readonly title: Text;
  readonly needs: 'nothing' | 'reason' | 'cluster-name' | 'answers';
}

export interface Decision {
  readonly choice: Option['choice'];
  /** The reason, or the cluster's name as typed. */
  readonly text?: string;
  readonly answers?: ReadonlyMap<string, string>;
  readonly by: By;
}

/** Whoever decides. Resolves null when there is nobody to ask: the run then ends with `decision`. */
export interface Operator {
  decide(request: Request, signal: AbortSignal): Promise<Decision | null>;
}

/** Everything that the engine needs from outside, beside the runbook's own ports. */
export interface EnginePorts {
  readonly clock: Clock;
  readonly doer: Doer;
  readonly journal: JournalStore;
  readonly lock: Lock;
  readonly operator: Operator;
  /** Hex digest. */
  sha256(content: string): string;
  /** Values that must never reach the journal; may grow while the run goes on. */
  secrets(): readonly string[];
}
