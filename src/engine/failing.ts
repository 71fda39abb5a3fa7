import type { Text } from '../base/text.ts';
import type { Failure } from './records.ts';
import type { Running } from './running.ts';
import { openDebts } from './state.ts';

/** What is known when a try of a step fails. */
export type FailedTry = Omit<Failure, 'owed'> & { readonly now: Text | null };

/** A try of a step failed: told to the operator, who decides what next. */
export class StepFailed extends Error {
  readonly failed: FailedTry;

  constructor(failed: FailedTry) {
    super(`step failed: ${failed.code}`);
    this.name = 'StepFailed';
    this.failed = failed;
  }
}

/** The failure in the five parts that a screen shows: with what is owed now. */
export function stepFailure<P>(running: Running<P>, failed: FailedTry): Failure {
  return { ...failed, owed: openDebts(running.state).map(({ debt }) => debt.id) };
}
