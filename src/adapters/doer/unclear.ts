import { OperatorError } from '../../base/errors.ts';
import { type Text, text } from '../../base/text.ts';
import type { Look } from '../../engine/deed.ts';

/** Looks; when nothing can be seen (no connection, no permission), that is what was seen. */
export async function orUnclear(look: () => Promise<Look>): Promise<Look> {
  try {
    return await look();
  } catch (error) {
    return { is: 'unclear', evidence: evidenceOfError(error) };
  }
}

/** Why nothing could be seen. @throws what is no OperatorError: Cancelled, bugs. */
export function evidenceOfError(error: unknown): Text {
  if (!(error instanceof OperatorError)) throw error;
  const { what, why } = error.trouble;
  return text(`${what.en}: ${why.en}`, `${what.zh}：${why.zh}`);
}
