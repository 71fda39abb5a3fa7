import type { WorldEvent } from '../world/events.ts';
import type { Component, WorldState } from '../world/state.ts';

/** One request as a handler sees it. */
export interface WireRequest {
  readonly method: string;
  /** Without the query, percent-decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** One answer; a header with several values is sent several times. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** What is answered, and what the request did to the world. */
export interface Answer {
  readonly response: WireResponse;
  readonly events: readonly WorldEvent[];
}

/** A request, and the world that it meets. */
export interface Exchange {
  readonly state: WorldState;
  /** Whose server was asked. */
  readonly component: Component;
  readonly request: WireRequest;
}

/** Decides, from the world as it is now; pure. */
export type Handler = (exchange: Exchange) => Answer;

/** Content-Type of PD's JSON. */
export const JSON_TYPE = 'application/json; charset=UTF-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

/** An answer that changes nothing; `type` null: no Content-Type at all. */
export function answered(status: number, body: string, type: string | null = TEXT_TYPE): Answer {
  return { response: { status, headers: type === null ? {} : { 'Content-Type': type }, body }, events: [] };
}

/** Go's http.Error: text with its newline, and nosniff. */
export function goError(status: number, message: string): Answer {
  const headers = { 'Content-Type': TEXT_TYPE, 'X-Content-Type-Options': 'nosniff' };
  return { response: { status, headers, body: `${message}\n` }, events: [] };
}

/** Go's answer for a path that no handler has. */
export function notFound(): Answer {
  return goError(404, '404 page not found');
}
