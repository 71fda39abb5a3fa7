import type { ErrorKind } from '../base/errors.ts';
import type { Result } from '../engine/records.ts';

/** A person left, or a signal came; the state is saved. */
export const EXIT_INTERRUPTED = 130;

const OF_ERROR: Readonly<Record<ErrorKind, number>> = { usage: 2, failed: 1, decision: 3, blocked: 4 };
const OF_RESULT: Readonly<Record<Result, number>> = {
  done: 0,
  skipped: 0,
  failed: 1,
  decision: 3,
  blocked: 4,
  interrupted: EXIT_INTERRUPTED,
  pending: EXIT_INTERRUPTED,
};

/** The exit code that an error ends with. */
export function exitOfError(kind: ErrorKind): number {
  return OF_ERROR[kind];
}

/** The exit code that a run ends with. */
export function exitOfResult(result: Result): number {
  return OF_RESULT[result];
}
