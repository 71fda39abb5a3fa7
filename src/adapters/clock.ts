import { setTimeout as wait } from 'node:timers/promises';
import type { Instant, Millis } from '../base/duration.ts';
import { BugError, Cancelled } from '../base/errors.ts';
import type { Clock } from '../engine/ports.ts';

/** How a scaled clock runs: at the real moment `startedAt` it shows `origin`, and from there runs `rate` times as fast. */
export interface ClockScale {
  /** Milliseconds since 1970, or ISO 8601. */
  readonly origin: Instant | string;
  /** Real moment at which the clock shows `origin`. Default: `origin` itself, so that two processes agree without more. */
  readonly startedAt?: Instant | string;
  /** Above 0; 1 is real time. */
  readonly rate: number;
}

/** The real clock: what production runs by. */
export function systemClock(): Clock {
  return scaledClock({ origin: 0, rate: 1 });
}

/**
 * The clock of a practice: waits of the run take `ms / rate` of real time.
 * `sleep` rejects with Cancelled when its signal aborts.
 * @throws BugError on a scale that is none.
 */
export function scaledClock(scale: ClockScale): Clock {
  const origin = instantOf(scale.origin);
  const startedAt = instantOf(scale.startedAt ?? scale.origin);
  const { rate } = scale;
  if (!(rate > 0 && Number.isFinite(rate))) throw new BugError(`a clock cannot run at rate ${rate}`);
  return {
    now: () => Math.floor(origin + (Date.now() - startedAt) * rate),
    sleep: (ms, signal) => sleepReal(Math.max(0, ms) / rate, signal),
  };
}

function instantOf(moment: Instant | string): Instant {
  const instant = typeof moment === 'number' ? moment : Date.parse(moment);
  if (!Number.isFinite(instant)) throw new BugError(`"${moment}" is no moment`);
  return instant;
}

// The longest that a timer of Node can wait; it fires at once beyond.
const LONGEST_TIMER: Millis = 2 ** 31 - 1;

async function sleepReal(ms: Millis, signal: AbortSignal): Promise<void> {
  try {
    await wait(Math.min(ms, LONGEST_TIMER), undefined, { signal });
  } catch (cause) {
    if (signal.aborted) throw new Cancelled('the wait was cancelled', { cause });
    throw cause;
  }
}
