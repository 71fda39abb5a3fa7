import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { text } from '../../base/text.ts';
import type { Ask } from '../../cluster/ports/ask.ts';
import type { SshTarget } from './config/target.ts';
import { hostKeyNotAccepted, hostKeyRefused } from './host-key-trouble.ts';
import {
  fingerprint,
  hashedName,
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
   * Settles whether an unknown key is the server's, as StrictHostKeyChecking has it, and keeps the answer in known_hosts.
   * @throws OperatorError when it is refused, changed, revoked, or nobody is there to answer.
   */
  settle(key: Buffer, verdict: KeyVerdict): Promise<void>;
}

/** Reads the known_hosts files of a server. A key that is accepted is written to `writeTo` of them. */
export async function readHostKeys(target: SshTarget, ask: Ask): Promise<HostKeys> {
  const { files, writeTo, hashed } = target.knownHosts;
  const known: KnownHost[] = (await Promise.all(files.map(readLines))).flat();
  const name = target.alias ?? knownName(target.host, target.port);
  // ssh, too, takes a server on another port for the one it knows without a port.
  const names = target.alias === null && target.port !== 22 ? [name, knownName(target.host, 22)] : [name];
  const types = names.flatMap((one) => linesFor(known, one)).flatMap((line) => (line.marker ? [] : [line.type]));
  const isKnown = (algorithm: string) => types.includes(algorithm.replace(/^rsa-sha2-.*/, 'ssh-rsa'));

  const remember = async (key: Buffer): Promise<void> => {
    const line = (called: string) => `${called} ${keyType(key)} ${key.toString('base64')}`;
    known.push(...parseKnownHosts(line(name)));
    if (writeTo !== null) await appendLine(writeTo, line(hashed ? hashedName(name) : name));
  };
  return {
    judge: (key) => {
      const verdict = judgeKey(known, name, key);
      if (verdict !== 'unknown') return verdict;
      const elsewhere = names.map((one) => judgeKey(known, one, key));
      return elsewhere.find((one) => one === 'revoked') ?? elsewhere.find((one) => one === 'known') ?? verdict;
    },
    algorithms: [...ALGORITHMS.filter(isKnown), ...ALGORITHMS.filter((algorithm) => !isKnown(algorithm))],
    settle: async (key, verdict) => {
      if (verdict !== 'unknown' && verdict !== 'known') throw hostKeyRefused(verdict, { name, key, files });
      await accept(target, { name, key, ask });
      await remember(key);
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

/** Takes the key of a server that is not known, by what a person or the configuration says; never in silence. */
async function accept(
  { strictness, knownHosts }: SshTarget,
  { name, key, ask }: { name: string; key: Buffer; ask: Ask },
): Promise<void> {
  const print = `${keyType(key)} ${fingerprint(key)}`;
  switch (strictness) {
    case 'yes':
      throw hostKeyNotAccepted('strict', { name, print });
    case 'accept-new':
      return await ask.tell(
        text(
          `${name} was not known; its key ${print} is taken (StrictHostKeyChecking accept-new)`,
          `此前不认识 ${name}；接受其密钥 ${print}（StrictHostKeyChecking accept-new）`,
        ),
      );
    case 'no':
      return await ask.tell(
        text(
          `nobody checks whether ${name} is the right machine: StrictHostKeyChecking is no. Its key is ${print}`,
          `StrictHostKeyChecking 为 no：不检查 ${name} 是否为正确的机器。其密钥为 ${print}`,
        ),
      );
    case 'ask': {
      const kept = knownHosts.writeTo ?? 'nowhere';
      const yes = await ask.confirm(
        text(
          `${name} is not known yet. Its key is ${print}. Is it the right machine? (kept in ${kept})`,
          `尚不认识 ${name}。它的密钥是 ${print}。是正确的机器吗？（保存到 ${kept}）`,
        ),
      );
      if (yes !== true) throw hostKeyNotAccepted(yes === null ? 'nobody' : 'refused', { name, print });
    }
  }
}

async function readLines(path: string): Promise<readonly KnownHost[]> {
  return parseKnownHosts(await contentOf(path));
}

async function appendLine(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const before = await contentOf(path);
  await appendFile(path, `${before === '' || before.endsWith('\n') ? '' : '\n'}${line}\n`, { mode: 0o600 });
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
