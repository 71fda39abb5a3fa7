import type { Client } from 'ssh2';
import { OperatorError } from '../../base/errors.ts';
import { text, verbatim } from '../../base/text.ts';
import type { Ask } from '../../cluster/ports/ask.ts';
import { unreachable } from '../host-trouble.ts';
import type { SshTarget } from './config/target.ts';
import { connectOnce } from './connect.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { type HostKeys, readHostKeys } from './host-keys.ts';
import { openTunnel } from './tunnel.ts';

/** The way to a machine, over the hosts in between. */
export interface Chain {
  /** The machine at its end: `tidb@10.0.0.9:22`. */
  readonly where: string;
  /** Connects to the end; asks nothing that was answered before. @throws OperatorError. */
  connect(): Promise<Client>;
}

interface Hop {
  readonly target: SshTarget;
  /** `tidb@10.0.0.9:22`. */
  readonly called: string;
  readonly keys: HostKeys;
  readonly credentials: Credentials;
}

/** Reads what each server of `route` needs: the keys it is known by, and ours. @throws OperatorError. */
export async function prepareChain(route: readonly SshTarget[], ask: Ask): Promise<Chain> {
  const hops: Hop[] = [];
  for (const target of route) {
    const called = `${target.user}@${target.host}:${target.port}`;
    const keys = await readHostKeys(target, ask);
    hops.push({ target, called, keys, credentials: await readCredentials(target, called, ask) });
  }
  return {
    where: hops.at(-1)!.called,
    connect: async () => {
      const clients: Client[] = [];
      const end = () => {
        for (const client of clients.toReversed()) client.end();
      };
      try {
        for (const [at, hop] of hops.entries())
          clients.push(await connectHop(hop, clients.at(-1) ?? null, hops[at - 1]?.called ?? 'this machine'));
      } catch (error) {
        end();
        throw error;
      }
      const last = clients.at(-1)!;
      last.once('close', end);
      return last;
    },
  };
}

/** Connects to one server, asking for what is missing in between the tries: a question may take longer than a server waits. */
async function connectHop(hop: Hop, before: Client | null, from: string): Promise<Client> {
  const { target, called, keys, credentials } = hop;
  const { host, port, user, aliveIntervalMs, aliveCountMax, connectTimeoutMs } = target;
  for (;;) {
    const signal = AbortSignal.timeout(connectTimeoutMs);
    const through = before ? await openTunnel(before, { from, host, port, signal }) : null;
    const attempt = await connectOnce({
      ...(through ? { through } : {}),
      host,
      port,
      username: user,
      methods: credentials.methods(),
      algorithms: keys.algorithms,
      judge: keys.judge,
      aliveIntervalMs,
      aliveCountMax,
      connectTimeoutMs,
    });
    if (attempt.is === 'open') return attempt.client;
    through?.destroy();
    if (attempt.is === 'no-answer')
      throw unreachable(called, { host: from, seen: attempt.error.message, cause: attempt.error });
    if (attempt.is === 'key-not-known') await keys.settle(attempt.key, attempt.verdict);
    else if (!(await credentials.more(attempt.offered)))
      throw credentials.hindrance() ?? notLetIn(hop, attempt.offered, attempt.error);
  }
}

function notLetIn({ target, called }: Hop, offered: readonly string[], cause: Error): OperatorError {
  const key = target.identities.named ? `-i ${target.identities.files[0]} ` : '';
  const command = `ssh ${key}${called.replace(/:(\d+)$/, ' -p $1')}`;
  return new OperatorError(
    {
      code: 'not-let-in',
      kind: 'failed',
      what: text(`${called} does not let us in`, `${called} 拒绝登录`),
      why: verbatim(`${cause.message}${offered.length > 0 ? ` (it takes: ${offered.join(', ')})` : ''}`),
      next: [
        text(`try it by hand: ${command}`, `手动试一下：${command}`),
        text('name the right key as control.identity in the profile', '在配置文件的 control.identity 中指定正确的密钥'),
      ],
    },
    { cause },
  );
}
