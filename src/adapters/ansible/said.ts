import { isJsonObject, type Json, parseJson } from '../../base/json.ts';
import { sanitise, sanitiseLine } from '../../base/sanitise.ts';

/** Foreign words on one line, clean, at most `limit` characters. */
export function shortly(words: string, limit = 160): string {
  const clean = sanitiseLine(words.trim());
  return clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean;
}

/** Foreign words on several lines, clean, at most 2,000 characters. */
export function cleanly(words: string): string {
  return sanitise(words.trim()).slice(0, 2_000);
}

/** What a try brought, in short: of PD's answer about a store only how many leaders it holds. */
export function whatWasSeen(seen: string): string {
  const answer = asJson(seen);
  const status = isJsonObject(answer) ? answer.status : undefined;
  if (isJsonObject(status) && typeof status.leader_count === 'number') return `leader_count ${status.leader_count}`;
  return shortly(seen, 80);
}

function asJson(source: string): Json {
  try {
    return parseJson(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
