import { OperatorError } from '../../base/errors.ts';
import { sanitise } from '../../base/sanitise.ts';
import { type Text, text, verbatim } from '../../base/text.ts';
import type { Outcome } from '../../engine/deed.ts';

/** What a deed failed with, as its performer saw it. */
export interface Failing {
  readonly failure: string;
  readonly code: number | null;
  readonly said: string;
  readonly what: Text;
  readonly why: Text;
  readonly next: readonly Text[];
}

/** An outcome that went well. */
export function went(code: number | null, said: string): Outcome {
  return { ok: true, code, said: shortly(said) };
}

/** An outcome that did not. */
export function failed({ failure, code, said, what, why, next }: Failing): Outcome {
  return { ok: false, code, said: shortly(said), trouble: { code: failure, what, why, next } };
}

/** Performs, and turns an OperatorError into the outcome it is; everything else (Cancelled, bugs) goes on up. */
export async function asOutcome(perform: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await perform();
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    const { code, what, why, next } = error.trouble;
    return { ok: false, code: null, said: '', trouble: { code, what, why, next } };
  }
}

const MOST_LINES = 12;
const MOST_CHARACTERS = 1_500;

/** The end of what was said, safe to show: at most 12 lines and 1,500 characters. */
export function shortly(said: string): string {
  return sanitise(said).trim().split('\n').slice(-MOST_LINES).join('\n').slice(-MOST_CHARACTERS);
}

/** What was said, as evidence; says so when there was nothing. */
export function evidenceOf(said: string): Text {
  const short = shortly(said);
  return short === '' ? text('It said nothing', '没有任何输出') : verbatim(short);
}
