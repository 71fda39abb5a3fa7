import { setTimeout as wait } from 'node:timers/promises';
import type { Millis } from '../../base/duration.ts';

/** The server opened no session for a command: it never began. */
export class SessionRefused extends Error {
  override readonly name = 'SessionRefused';
}

/** What was alone is refused while the server still tidies up after the one before. */
const REFUSED_WAITS_MS: readonly Millis[] = [20, 100, 300, 1_000, 2_000];

/**
 * Lets at most `most` pieces of work hold a session at once, the others in the order they came. OpenSSH opens 10 a connection
 * (MaxSessions) and refuses the next; a server that opens fewer is found out by its refusal, and the work waits its turn.
 */
export function sessions(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let limit = most;
  let running = 0;
  const waiting: (() => void)[] = [];
  const enter = async (atFront: boolean): Promise<void> => {
    if (running >= limit) {
      await new Promise<void>((go) => (atFront ? waiting.unshift(go) : waiting.push(go)));
      return;
    }
    running += 1;
  };
  const leave = () => {
    running -= 1;
    if (running >= limit) return;
    const next = waiting.shift();
    if (!next) return;
    running += 1;
    next();
  };
  return async (work) => {
    const waits = [...REFUSED_WAITS_MS];
    for (let again = false; ; again = true) {
      await enter(again);
      const atOnce = running;
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof SessionRefused)) throw error;
        limit = Math.max(1, running - 1);
        if (atOnce > 1) continue;
        const ms = waits.shift();
        if (ms === undefined) throw error;
        await wait(ms);
      } finally {
        leave();
      }
    }
  };
}
