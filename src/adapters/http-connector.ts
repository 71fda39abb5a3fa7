import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { buildConnector } from 'undici';
import type { Millis } from '../base/duration.ts';
import type { ControlHost } from './control-host.ts';
import { orAbort } from './or-abort.ts';

/** PEM texts, not paths: the files lie on the control machine. */
export interface TlsMaterial {
  readonly ca: string;
  readonly cert: string | null;
  readonly key: string | null;
}

const CONNECT_TIMEOUT: Millis = 10_000;

/** Makes undici's connections over the control machine's TCP, with TLS on top for https. */
export function tunnelConnector(
  control: Pick<ControlHost, 'connect'>,
  tls: (() => Promise<TlsMaterial>) | undefined,
  closing: AbortSignal,
): buildConnector.connector {
  const open = async (options: buildConnector.Options): Promise<Duplex> => {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(CONNECT_TIMEOUT)]);
    const secure = options.protocol === 'https:';
    const port = Number(options.port) || (secure ? 443 : 80);
    const stream = await orAbort(control.connect(options.hostname, port, signal), signal);
    return secure ? await secured(stream, options.hostname, await tls?.(), signal) : stream;
  };
  return (options, callback) => {
    open(options).then(
      // undici needs a Duplex; the methods of a Socket that it calls beyond are all optional to it.
      (stream) => callback(null, stream as Socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

async function secured(
  stream: Duplex,
  hostname: string,
  material: TlsMaterial | undefined,
  signal: AbortSignal,
): Promise<Duplex> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connectTls({
    socket: stream,
    host: hostname,
    // A server name must be a name; the certificate of an address is checked against `host`.
    servername: isIP(hostname) ? '' : hostname,
    ALPNProtocols: ['http/1.1'],
    ...(material && { ca: material.ca, cert: material.cert ?? undefined, key: material.key ?? undefined }),
  });
  socket.once('secureConnect', resolve);
  socket.once('error', reject);
  socket.once('close', () => reject(new Error('closed during the TLS handshake')));
  try {
    await orAbort(promise, signal);
    return socket;
  } catch (error) {
    socket.destroy();
    stream.destroy();
    throw error;
  }
}
