/** The server opened no session for a command: it never began. */
export class SessionRefused extends Error {
  override readonly name = 'SessionRefused';
}

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
    for (let again = false; ; again = true) {
      await enter(again);
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof SessionRefused) || running === 1) throw error;
        limit = Math.max(1, running - 1);
      } finally {
        leave();
      }
    }
  };
}
