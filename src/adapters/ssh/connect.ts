import ssh2, { type AnyAuthMethod, type Client, type ServerHostKeyAlgorithm } from 'ssh2';
import type { KeyVerdict } from './known-hosts.ts';

/** What one attempt to connect came to. */
export type Attempt =
  | { readonly is: 'open'; readonly client: Client }
  /** The server's key is not known to be right; nothing was sent to it. */
  | { readonly is: 'key-not-known'; readonly key: Buffer; readonly verdict: KeyVerdict }
  | { readonly is: 'not-let-in'; readonly error: Error }
  | { readonly is: 'no-answer'; readonly error: Error };

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly methods: readonly AnyAuthMethod[];
  readonly algorithms: readonly ServerHostKeyAlgorithm[];
  readonly judge: (key: Buffer) => KeyVerdict;
}

const READY_TIMEOUT_MS = 20_000;
/** A dead network is noticed after three of these. */
const KEEPALIVE_MS = 5_000;

/** Connects once. Nobody is asked while a handshake waits: a question may take longer than a server does. */
export async function connectOnce(options: ConnectOptions): Promise<Attempt> {
  const client = new ssh2.Client();
  return await new Promise<Attempt>((resolve) => {
    let refused: Attempt | null = null;
    client.once('ready', () => {
      client.setNoDelay(true);
      // A listener for every command that runs, and one so that a late error never ends the wizard: `close` follows.
      client.setMaxListeners(0);
      client.on('error', () => client.end());
      resolve({ is: 'open', client });
    });
    client.once('error', (error: Error & { level?: string }) => {
      client.destroy();
      resolve(refused ?? { is: error.level === 'client-authentication' ? 'not-let-in' : 'no-answer', error });
    });
    client.once('close', () =>
      resolve(refused ?? { is: 'no-answer', error: new Error('the connection was closed at once') }),
    );
    client.connect({
      host: options.host,
      port: options.port,
      username: options.username,
      readyTimeout: READY_TIMEOUT_MS,
      keepaliveInterval: KEEPALIVE_MS,
      keepaliveCountMax: 3,
      authHandler: [{ type: 'none', username: options.username }, ...options.methods],
      algorithms: { serverHostKey: [...options.algorithms] },
      hostVerifier: (key: Buffer) => {
        const verdict = options.judge(key);
        if (verdict !== 'known') refused = { is: 'key-not-known', key, verdict };
        return verdict === 'known';
      },
    });
  });
}
