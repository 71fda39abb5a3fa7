import type { Instant } from '../../base/duration.ts';
import type { JsonObject } from '../../base/json.ts';

/** Who did it: a playbook or command of the control machine, a client of an API, the world by itself, a scenario. */
export type Actor = string;

/** One thing that changed the world, or that the control machine wants remembered. */
export interface HistoryEntry {
  readonly at: Instant;
  readonly actor: Actor;
  /** The event's type, or what the world did by itself (`leader-elected`, `regions-merged` …). */
  readonly kind: string;
  readonly detail: JsonObject;
}
