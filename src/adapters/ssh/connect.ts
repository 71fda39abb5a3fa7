import type { Duplex } from 'node:stream';
import ssh2, {
  type AnyAuthMethod,
  type AuthenticationType,
  type Client,
  type KeyboardInteractiveAuthMethod,
  type NextAuthHandler,
  type ServerHostKeyAlgorithm,
} from 'ssh2';
import type { Millis } from '../../base/duration.ts';
import type { KeyVerdict } from './known-hosts.ts';

/** What one attempt to connect came to. */
export type Attempt =
  | { readonly is: 'open'; readonly client: Client }
  /** The server's key is not known to be right; nothing was sent to it. */
  | { readonly is: 'key-not-known'; readonly key: Buffer; readonly verdict: KeyVerdict }
  /** `offered`: the ways that the server would still take. */
  | { readonly is: 'not-let-in'; readonly error: Error; readonly offered: readonly string[] }
  | { readonly is: 'no-answer'; readonly error: Error };

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  /** The way to the server, where it is not straight. */
  readonly through?: Duplex;
  readonly username: string;
  readonly methods: readonly AnyAuthMethod[];
  readonly algorithms: readonly ServerHostKeyAlgorithm[];
  readonly judge: (key: Buffer) => KeyVerdict;
  readonly aliveIntervalMs: Millis;
  readonly aliveCountMax: number;
  /** For the whole of the attempt, but for the time in which a person answers. */
  readonly connectTimeoutMs: Millis;
}

/** Connects once. Only what the server itself asks (keyboard-interactive) is asked while a handshake waits. */
export async function connectOnce(options: ConnectOptions): Promise<Attempt> {
  const client = new ssh2.Client();
  return await new Promise<Attempt>((resolve) => {
    let refused: Attempt | null = null;
    let offered: readonly string[] = [];
    let isGreeted = false;
    const end = (attempt: Attempt) => {
      clock.stop();
      client.destroy();
      resolve(refused ?? attempt);
    };
    const clock = stopwatch(options.connectTimeoutMs, () =>
      end({ is: 'no-answer', error: new Error(`no answer within ${options.connectTimeoutMs / 1000} s`) }),
    );
    client.once('ready', () => {
      clock.stop();
      client.setNoDelay(true);
      // A listener for every command that runs.
      client.setMaxListeners(0);
      resolve({ is: 'open', client });
    });
    client.once('handshake', () => {
      isGreeted = true;
    });
    // Stays after it is open, so that a late error ends the connection and never the wizard.
    client.on('error', (error: Error & { level?: string; code?: unknown }) => {
      // The next way is tried after an agent that did not sign.
      if (error.level === 'agent') return;
      // A number is the server's own reason to end the connection: after the greeting, too many wrong proofs.
      const isRefusal = error.level === 'client-authentication' || (isGreeted && typeof error.code === 'number');
      end(isRefusal ? { is: 'not-let-in', error, offered } : { is: 'no-answer', error });
    });
    client.once('close', () => end({ is: 'no-answer', error: new Error('the connection was closed at once') }));
    client.once('change password', () =>
      end({ is: 'not-let-in', error: new Error('the password has expired and must be changed first'), offered: [] }),
    );
    client.connect({
      ...(options.through ? { sock: options.through } : {}),
      host: options.host,
      port: options.port,
      username: options.username,
      readyTimeout: 0,
      keepaliveInterval: options.aliveIntervalMs,
      keepaliveCountMax: options.aliveCountMax,
      authHandler: methodAfterMethod(options, clock, (left) => {
        offered = left;
      }),
      algorithms: { serverHostKey: [...options.algorithms] },
      hostVerifier: (key: Buffer) => {
        const verdict = options.judge(key);
        if (verdict !== 'known') refused = { is: 'key-not-known', key, verdict };
        return verdict === 'known';
      },
    });
  });
}

/** Gives ssh2 one way after the other, leaving out what the server does not offer. */
function methodAfterMethod(
  { username, methods }: Pick<ConnectOptions, 'username' | 'methods'>,
  clock: Stopwatch,
  onOffered: (methods: readonly string[]) => void,
) {
  const waiting: AnyAuthMethod[] = [{ type: 'none', username }, ...methods];
  let last: AuthenticationType = 'none';
  return (left: AuthenticationType[] | null, _partial: boolean | null, next: NextAuthHandler) => {
    if (left !== null) onOffered(left);
    // ssh2 does not tell what is offered after an agent's key: then the server decides.
    const isOffered = ({ type }: AnyAuthMethod) =>
      left === null || last === 'agent' || left.includes(type === 'agent' ? 'publickey' : type);
    const method = waiting.find(isOffered);
    if (method === undefined) return next(false as unknown as AuthenticationType);
    waiting.splice(waiting.indexOf(method), 1);
    last = method.type;
    next(method.type === 'keyboard-interactive' ? outOfTime(method, clock) : method);
  };
}

/** A person takes the time that it takes. */
function outOfTime(method: KeyboardInteractiveAuthMethod, clock: Stopwatch): KeyboardInteractiveAuthMethod {
  return {
    ...method,
    prompt: (name, instructions, lang, prompts, finish) => {
      clock.stop();
      method.prompt(name, instructions, lang, prompts, (answers) => {
        clock.start();
        finish(answers);
      });
    },
  };
}

interface Stopwatch {
  start(): void;
  stop(): void;
}

function stopwatch(ms: Millis, onOver: () => void): Stopwatch {
  let timer = setTimeout(onOver, ms);
  return {
    start: () => {
      clearTimeout(timer);
      timer = setTimeout(onOver, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
