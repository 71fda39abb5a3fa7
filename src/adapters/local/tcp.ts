import { connect, type Socket } from 'node:net';
import { Cancelled } from '../../base/errors.ts';
import { unreachable } from '../host-trouble.ts';

/**
 * A TCP connection of this machine, without Nagle's delay.
 * @throws OperatorError `unreachable`; Cancelled when `signal` aborts before it is open.
 */
export async function connectTcp(from: string, host: string, port: number, signal?: AbortSignal): Promise<Socket> {
  if (signal?.aborted) throw new Cancelled('cancelled before connecting');
  return await new Promise<Socket>((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const cancel = () => socket.destroy(new Cancelled('cancelled while connecting'));
    const failed = (error: Error) => {
      signal?.removeEventListener('abort', cancel);
      reject(
        error instanceof Cancelled
          ? error
          : unreachable(`${host}:${port}`, { host: from, seen: error.message, cause: error }),
      );
    };
    signal?.addEventListener('abort', cancel, { once: true });
    socket.once('error', failed);
    socket.once('connect', () => {
      signal?.removeEventListener('abort', cancel);
      socket.off('error', failed);
      resolve(socket);
    });
  });
}
