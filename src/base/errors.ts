import type { Text } from './text.ts';

/** What an error means for the run; the command line turns it into its exit code (2, 1, 3, 4). */
export type ErrorKind = 'usage' | 'failed' | 'decision' | 'blocked';

/** Everything that an operator needs to go on after something went wrong. */
export interface Trouble {
  /** Stable, kebab-case; documented, never translated. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** What happened, in one sentence. */
  readonly what: Text;
  /** Why we think so: the evidence, with its source. */
  readonly why: Text;
  /** What to do next, exact commands, the safest first. */
  readonly next: readonly Text[];
}

/** An error that an operator can act on: what happened, why, what next. */
export class OperatorError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble, options?: { cause?: unknown }) {
    super(`${trouble.code}: ${trouble.what.en}`, options);
    this.name = 'OperatorError';
    this.trouble = trouble;
  }
}

/** A fault of belay itself: something that cannot be, was. */
export class BugError extends Error {
  override readonly name = 'BugError';
}

/** A person left, or a signal came: not an error, and never shown as one. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
