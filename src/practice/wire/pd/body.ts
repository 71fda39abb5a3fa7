import { type Json, parseJson } from '../../../base/json.ts';
import type { Answer } from '../exchange.ts';
import { pdBadJson } from './replies.ts';

/** The body as JSON, or PD's refusal of it. */
export function bodyJson(version: string, body: string): { readonly value: Json } | { readonly refused: Answer } {
  try {
    return { value: parseJson(body) };
  } catch (error) {
    if (error instanceof SyntaxError) return { refused: pdBadJson(version, body) };
    throw error;
  }
}
