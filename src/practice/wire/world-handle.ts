import type { Instant } from '../../base/duration.ts';
import type { WorldEvent } from '../world/events.ts';
import type { WorldState } from '../world/state.ts';

/** The living world behind all servers: one value, moved by time and by events. */
export interface World {
  /** The world as it is now: advanced to `now()` first. */
  read(): WorldState;
  /** Applies the event at `now()`. */
  apply(event: WorldEvent): void;
  now(): Instant;
}
