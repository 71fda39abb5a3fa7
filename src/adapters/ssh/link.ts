import { userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'ssh2';
import { OperatorError } from '../../base/errors.ts';
import { text, verbatim } from '../../base/text.ts';
import type { Ask } from '../../cluster/ports/ask.ts';
import type { ControlMachine } from '../../cluster/profile.ts';
import { unreachable } from '../host-trouble.ts';
import { connectOnce } from './connect.ts';
import { readHostKeys } from './host-keys.ts';
import { readCredentials } from './keys.ts';

/** A connection to the control machine that comes back after it was lost. */
export interface SshLink {
  /** `tidb@10.0.0.9:22`. */
  readonly where: string;
  /** The live connection; connects again when it was lost. @throws OperatorError when that cannot be done. */
  client(): Promise<Client>;
  close(): void;
}

/** How long to wait before the tries to connect again. */
const BACKOFF_MS = [0, 500, 1_000, 2_000, 4_000];

/** Connects for the first time, asking what must be asked; later reconnects ask nothing that was answered. */
export async function openLink(control: ControlMachine, ask: Ask): Promise<SshLink> {
  const server = { host: control.host, port: control.port ?? 22 };
  const username = control.user ?? userInfo().username;
  const where = `${username}@${server.host}:${server.port}`;
  const keys = await readHostKeys(server, control.knownHosts, ask);
  const credentials = await readCredentials(username, control.identity, ask);

  const connect = async (): Promise<Client> => {
    for (;;) {
      const attempt = await connectOnce({
        ...server,
        username,
        methods: credentials.methods(),
        algorithms: keys.algorithms,
        judge: keys.judge,
      });
      if (attempt.is === 'open') return attempt.client;
      if (attempt.is === 'no-answer')
        throw unreachable(where, { host: 'this machine', seen: attempt.error.message, cause: attempt.error });
      if (attempt.is === 'key-not-known') await keys.settle(attempt.key, attempt.verdict);
      else if (!(await credentials.unlockNext())) throw notLetIn(where, control.identity, attempt.error);
    }
  };

  let closed = false;
  let current: Promise<Client> | null = null;
  const keep = (connecting: Promise<Client>): Promise<Client> => {
    const forget = () => {
      if (current === kept) current = null;
    };
    const kept = connecting.then((client) => {
      client.once('close', forget);
      return client;
    });
    kept.catch(forget);
    current = kept;
    return kept;
  };
  await keep(connect());

  return {
    where,
    client: () => {
      if (closed)
        return Promise.reject(unreachable(where, { host: 'this machine', seen: 'the connection was closed' }));
      return current ?? keep(withBackoff(connect));
    },
    close: () => {
      closed = true;
      current?.then((client) => client.end()).catch(() => undefined);
    },
  };
}

async function withBackoff<T>(connect: () => Promise<T>): Promise<T> {
  let last: unknown;
  for (const delay of BACKOFF_MS) {
    await wait(delay);
    try {
      return await connect();
    } catch (error) {
      if (!(error instanceof OperatorError) || error.trouble.code !== 'unreachable') throw error;
      last = error;
    }
  }
  throw last;
}

function notLetIn(where: string, identity: string | null, cause: Error): OperatorError {
  const key = identity === null ? '' : `-i ${identity} `;
  const command = `ssh ${key}${where.replace(/:(\d+)$/, ' -p $1')}`;
  return new OperatorError(
    {
      code: 'not-let-in',
      kind: 'failed',
      what: text(`${where} does not let us in`, `${where} 拒绝登录`),
      why: verbatim(cause.message),
      next: [
        text(`try it by hand: ${command}`, `手动试一下：${command}`),
        text('name the right key as control.identity in the profile', '在配置文件的 control.identity 中指定正确的密钥'),
      ],
    },
    { cause },
  );
}
