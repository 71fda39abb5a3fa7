import type { Instant, Millis } from '../../src/base/duration.ts';
import { Cancelled } from '../../src/base/errors.ts';

/** A clock that jumps to the next moment that somebody waits for, when everybody waits. Takes no real time. */
export interface MemoryClock {
  now(): Instant;
  /** Rejects with the signal's reason when it is an Error of its own kind, else with Cancelled. */
  sleep(ms: Millis, signal?: AbortSignal): Promise<void>;
}

interface Sleeper {
  readonly at: Instant;
  readonly number: number;
  readonly wake: () => void;
}

/** A clock that begins at `origin`. Time moves only while somebody sleeps. */
export function memoryClock(origin: Instant): MemoryClock {
  let now = origin;
  let number = 0;
  let scheduled = false;
  const sleepers = new Set<Sleeper>();

  const wakeNext = (): void => {
    scheduled = false;
    const next = [...sleepers].sort((a, b) => a.at - b.at || a.number - b.number)[0];
    if (!next) return;
    sleepers.delete(next);
    now = Math.max(now, next.at);
    next.wake();
    schedule();
  };
  // setImmediate comes when no promise has anything left to do: then everybody waits.
  const schedule = (): void => {
    if (scheduled || sleepers.size === 0) return;
    scheduled = true;
    setImmediate(wakeNext);
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        const refuse = (): void => {
          sleepers.delete(sleeper);
          const { reason } = signal as AbortSignal;
          reject(
            reason instanceof Error && reason.name === 'Interrupted' ? reason : new Cancelled('the wait was cancelled'),
          );
        };
        const wake = (): void => {
          signal?.removeEventListener('abort', refuse);
          resolve();
        };
        number += 1;
        const sleeper: Sleeper = { at: now + Math.max(0, ms), number, wake };
        if (signal?.aborted) {
          refuse();
          return;
        }
        signal?.addEventListener('abort', refuse, { once: true });
        sleepers.add(sleeper);
        schedule();
      }),
  };
}
