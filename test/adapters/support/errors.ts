import { OperatorError } from '../../../src/base/errors.ts';

/** The code of the OperatorError that `work` is rejected with; anything else that happens is told as it is. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    return `resolved: ${JSON.stringify(await work)}`;
  } catch (error) {
    return error instanceof OperatorError ? error.trouble.code : String(error);
  }
}
