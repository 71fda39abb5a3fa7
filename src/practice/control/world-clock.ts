import { setTimeout as wait } from 'node:timers/promises';
import type { Instant, Millis } from '../../base/duration.ts';

/** How world time runs: at the real moment `startedAt` it is `origin`, and it runs `rate` times as fast. */
export interface ClockScale {
  readonly origin: Instant;
  readonly startedAt: Instant;
  readonly rate: number;
}

/** The clock of a practice, in world time. */
export function worldClock(scale: ClockScale): {
  now(): Instant;
  /** Rejects with the signal's reason when it aborts. */
  sleep(ms: Millis, signal?: AbortSignal): Promise<void>;
} {
  return {
    now: () => scale.origin + (Date.now() - scale.startedAt) * scale.rate,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      try {
        await wait(Math.max(0, ms) / scale.rate, undefined, signal ? { signal } : {});
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
  };
}
