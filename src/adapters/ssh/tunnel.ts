import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { Cancelled } from '../../base/errors.ts';
import { connectionLost, unreachable } from '../host-trouble.ts';

/** A TCP connection from the machine at the other end of `client` (direct-tcpip). @see ControlHost.connect */
export async function openTunnel(
  client: Client,
  { from, host, port, signal }: { from: string; host: string; port: number; signal?: AbortSignal | undefined },
): Promise<Duplex> {
  if (signal?.aborted) throw new Cancelled('cancelled before connecting');
  return await new Promise<Duplex>((resolve, reject) => {
    const settle = (outcome: () => void) => {
      signal?.removeEventListener('abort', cancel);
      client.off('close', lost);
      outcome();
    };
    const cancel = () => settle(() => reject(new Cancelled('cancelled while connecting')));
    const lost = () =>
      settle(() =>
        reject(connectionLost(`connecting to ${host}:${port}`, { host: from, seen: 'the SSH connection closed' })),
      );
    signal?.addEventListener('abort', cancel, { once: true });
    client.once('close', lost);
    try {
      client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
        if (error)
          return settle(() =>
            reject(unreachable(`${host}:${port}`, { host: from, seen: error.message, cause: error })),
          );
        // Nobody waits for it any more.
        if (signal?.aborted) return channel.destroy();
        settle(() => resolve(channel));
      });
    } catch {
      // ssh2 throws when the connection is on its way out.
      lost();
    }
  });
}
