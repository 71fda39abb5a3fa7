import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { OperatorError } from '../../base/errors.ts';
import { text, verbatim } from '../../base/text.ts';
import type { Ask } from '../../cluster/ports/ask.ts';
import {
  fingerprint,
  judgeKey,
  type KeyVerdict,
  type KnownHost,
  keyType,
  knownName,
  linesFor,
  parseKnownHosts,
} from './known-hosts.ts';

/** The keys that a server may show: what ssh itself would accept, and what a person accepts now. */
export interface HostKeys {
  judge(key: Buffer): KeyVerdict;
  /** Signatures to ask the server for, as ssh does: first those of the key types it is known by. */
  readonly algorithms: readonly ServerHostKeyAlgorithm[];
  /**
   * Asks whether an unknown key is the server's, and keeps the answer in known_hosts.
   * @throws OperatorError when it is refused, changed, revoked, or nobody is there to answer.
   */
  settle(key: Buffer, verdict: KeyVerdict): Promise<void>;
}

/** Reads the user's own known_hosts and, beside it, `extra`; a key accepted is written to `extra`, else to the user's own. */
export async function readHostKeys(
  server: { readonly host: string; readonly port: number },
  extra: string | null,
  ask: Ask,
): Promise<HostKeys> {
  const own = join(homedir(), '.ssh', 'known_hosts');
  const files = extra === null ? [own] : [own, extra];
  const known: KnownHost[] = (await Promise.all(files.map(readLines))).flat();
  const name = knownName(server.host, server.port);
  const types = linesFor(known, name).flatMap((line) => (line.marker === null ? [line.type] : []));
  const isKnown = (algorithm: string) => types.includes(algorithm.replace(/^rsa-sha2-.*/, 'ssh-rsa'));
  return {
    judge: (key) => judgeKey(known, name, key),
    algorithms: [...ALGORITHMS.filter(isKnown), ...ALGORITHMS.filter((algorithm) => !isKnown(algorithm))],
    settle: async (key, verdict) => {
      if (verdict !== 'unknown') throw refusedKey(name, key, verdict, files);
      const print = `${keyType(key)} ${fingerprint(key)}`;
      const yes = await ask.confirm(
        text(
          `${name} is not known yet. Its key is ${print}. Is it the right machine?`,
          `尚不认识 ${name}。它的密钥是 ${print}。是正确的机器吗？`,
        ),
      );
      if (yes !== true) throw notAccepted(name, print, yes);
      const line = `${name} ${keyType(key)} ${key.toString('base64')}`;
      await appendLine(extra ?? own, line);
      known.push(...parseKnownHosts(line));
    },
  };
}

// The last is SHA-1, for servers as old as CentOS 7's first.
const ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

async function readLines(path: string): Promise<readonly KnownHost[]> {
  try {
    return parseKnownHosts(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  await appendFile(path, `${before === '' || before.endsWith('\n') ? '' : '\n'}${line}\n`, { mode: 0o600 });
}

function refusedKey(name: string, key: Buffer, verdict: KeyVerdict, files: readonly string[]): OperatorError {
  return new OperatorError({
    code: verdict === 'revoked' ? 'host-key-revoked' : 'host-key-changed',
    kind: 'failed',
    what: text(
      `${name} shows another key than the one it is known by: it may be another machine`,
      `${name} 出示的密钥与已知的不同：可能不是同一台机器`,
    ),
    why: verbatim(`${keyType(key)} ${fingerprint(key)}; ${files.join(', ')}`),
    next: [
      text('ask who manages the machine whether its key was changed', '向机器的管理者确认密钥是否更换过'),
      text(`only when it was: ssh-keygen -R '${name}'`, `确认更换过之后再执行：ssh-keygen -R '${name}'`),
    ],
  });
}

function notAccepted(name: string, print: string, answer: boolean | null): OperatorError {
  return new OperatorError({
    code: 'host-key-unknown',
    kind: answer === null ? 'decision' : 'failed',
    what:
      answer === null
        ? text(
            `${name} is not known, and nobody is there to say whether its key is right`,
            `尚不认识 ${name}，且无人确认其密钥`,
          )
        : text(`the key of ${name} was not accepted`, `没有接受 ${name} 的密钥`),
    why: verbatim(print),
    next: [
      text(
        `compare it on the machine: ssh-keygen -lf /etc/ssh/ssh_host_<type>_key.pub`,
        `在该机器上比对：ssh-keygen -lf /etc/ssh/ssh_host_<类型>_key.pub`,
      ),
      text(
        'then connect once with ssh, or give knownHosts in the profile',
        '然后用 ssh 连接一次，或在配置文件中设置 knownHosts',
      ),
    ],
  });
}
