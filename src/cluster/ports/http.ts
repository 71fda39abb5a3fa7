import type { Millis } from '../../base/duration.ts';
import type { Json } from '../../base/json.ts';

/** One HTTP exchange through the control machine's network. */
export interface Http {
  /** @throws OperatorError (`unreachable`, `timeout`) when there is no answer; every status is an answer. */
  request(request: HttpRequest): Promise<HttpAnswer>;
}
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body?: Json;
  /** Default 5,000. */
  readonly timeoutMs?: Millis;
  readonly signal?: AbortSignal;
}
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}
