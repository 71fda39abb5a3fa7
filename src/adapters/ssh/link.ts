import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'ssh2';
import type { Millis } from '../../base/duration.ts';
import { OperatorError } from '../../base/errors.ts';
import type { ConnectionState } from '../control-host.ts';
import { unreachable } from '../host-trouble.ts';
import type { Chain } from './chain.ts';

/** A connection to the control machine that comes back after it was lost. */
export interface SshLink {
  /** The live connection; waits a while for one that is being brought back. @throws OperatorError when it does not come. */
  client(): Promise<Client>;
  /** Hears when the connection goes and when it is back; the answer ends it. */
  onState(listener: (state: ConnectionState) => void): () => void;
  close(): void;
}

/** How long to wait before the tries to connect again; the last for all that follow. */
const BACKOFF_MS: readonly Millis[] = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** How long what needs the connection waits for it; the tries go on after that. */
const PATIENCE_MS = 10_000;
/** Troubles of a network, which pass by themselves; all others end the tries until the connection is asked for again. */
const PASSING = new Set(['unreachable', 'connection-lost']);

/** Connects for the first time, then keeps the connection up. @throws OperatorError when the first time fails. */
export async function openLink({ where, connect }: Chain): Promise<SshLink> {
  const listeners = new Set<(state: ConnectionState) => void>();
  const tell = (state: ConnectionState) => {
    for (const listener of listeners) listener(state);
  };
  const closing = new AbortController();
  let seen = 'the SSH connection closed';

  const hold = (client: Client): Client => {
    client.once('close', () => {
      if (closing.signal.aborted) return;
      seen = 'the SSH connection closed';
      tell({ is: 'lost', since: Date.now() });
      current = reconnect();
    });
    return client;
  };
  /** Null once the tries were given up. */
  let current: Promise<Client> | null = Promise.resolve(hold(await connect()));

  const reconnect = (): Promise<Client> => {
    const connecting = untilConnected().then((client) => {
      hold(client);
      if (closing.signal.aborted) client.end();
      else tell({ is: 'up' });
      return client;
    });
    connecting.catch(() => {
      current = null;
    });
    return connecting;
  };
  const untilConnected = async (): Promise<Client> => {
    for (let attempt = 0; ; attempt += 1) {
      await wait(BACKOFF_MS[attempt] ?? BACKOFF_MS.at(-1), undefined, { signal: closing.signal });
      try {
        return await connect();
      } catch (error) {
        if (!(error instanceof OperatorError) || !PASSING.has(error.trouble.code)) throw error;
        seen = error.trouble.why.en;
      }
    }
  };

  return {
    client: async () => {
      if (closing.signal.aborted) throw unreachable(where, { host: 'this machine', seen: 'the connection was closed' });
      current ??= reconnect();
      return await within(PATIENCE_MS, current, () => unreachable(where, { host: 'this machine', seen }));
    },
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closing.abort();
      current?.then((client) => client.end()).catch(() => undefined);
    },
  };
}

/** What `work` gives, or the error when it takes too long; it goes on then. */
async function within<T>(ms: Millis, work: Promise<T>, tooLate: () => Error): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(tooLate()), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
