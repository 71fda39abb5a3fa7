import { OperatorError } from '../../base/errors.ts';
import { type Json, parseJson } from '../../base/json.ts';
import { type Text, text } from '../../base/text.ts';
import type { ClusterPorts } from '../ports/index.ts';

/** What asking one status page brought. */
export type Page =
  | {
      readonly answered: true;
      readonly status: number;
      /** The body as JSON; null when it is none. */
      readonly body: Json;
    }
  | { readonly answered: false; readonly why: Text };

/** Asks one page of one instance. Silence is an answer here, not an error: one silent instance hides no other. */
export async function askPage(ports: ClusterPorts, url: string | null, signal: AbortSignal): Promise<Page> {
  if (url === null) return { answered: false, why: text('it has no status port', '未设置状态端口') };
  try {
    const answer = await ports.http.request({ method: 'GET', url, signal });
    return { answered: true, status: answer.status, body: jsonOr(answer.body) };
  } catch (error) {
    if (error instanceof OperatorError) return { answered: false, why: error.trouble.what };
    throw error;
  }
}

function jsonOr(body: string): Json {
  try {
    return parseJson(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
