import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type AnyAuthMethod, type ParsedKey } from 'ssh2';
import { OperatorError } from '../../base/errors.ts';
import { text, verbatim } from '../../base/text.ts';
import type { Ask } from '../../cluster/ports/ask.ts';

/** The ways to prove who we are: first those that need nobody, then those that need a passphrase. */
export interface Credentials {
  /** What can be tried now, in order. */
  methods(): readonly AnyAuthMethod[];
  /** Opens the next locked key by asking for its passphrase; false when there is none left. @throws OperatorError. */
  unlockNext(): Promise<boolean>;
}

const DEFAULT_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa'];
const TRIES = 3;

/**
 * Reads `identity`, or where it is null the agent and the user's default keys, as ssh does.
 * @throws OperatorError `no-key` when a named key cannot be used.
 */
export async function readCredentials(username: string, identity: string | null, ask: Ask): Promise<Credentials> {
  const directory = join(homedir(), '.ssh');
  const paths = identity === null ? DEFAULT_KEYS.map((name) => join(directory, name)) : [untilde(identity)];
  const open: ParsedKey[] = [];
  const locked: { path: string; source: string }[] = [];
  for (const path of paths) {
    const source = await readKey(path, identity !== null);
    if (source === null) continue;
    if (isLocked(source)) locked.push({ path, source });
    else open.push(parsed(source, path));
  }
  const agent = process.env.SSH_AUTH_SOCK;
  return {
    methods: () => {
      const keys = open.map((key): AnyAuthMethod => ({ type: 'publickey', username, key }));
      const agents: AnyAuthMethod[] = agent ? [{ type: 'agent', username, agent }] : [];
      // A named key comes before the agent's: servers end the connection after a few wrong keys.
      return identity === null ? [...agents, ...keys] : [...keys, ...agents];
    },
    unlockNext: async () => {
      const next = locked.shift();
      if (next === undefined) return false;
      open.push(await unlocked(next.path, next.source, ask));
      return true;
    },
  };
}

/** Whether a private key is encrypted; read from its own form, in OpenSSH's format or PEM. */
export function isLocked(source: string): boolean {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(source)?.[1];
  if (body === undefined) return /^Proc-Type: 4,ENCRYPTED|BEGIN ENCRYPTED PRIVATE KEY/m.test(source);
  const bytes = Buffer.from(body, 'base64');
  const at = 'openssh-key-v1\0'.length;
  return bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at)).toString('latin1') !== 'none';
}

async function unlocked(path: string, source: string, ask: Ask): Promise<ParsedKey> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const passphrase = await ask.secret(text(`Passphrase of ${path}`, `${path} 的密码短语`));
    if (passphrase === null)
      throw unusable(path, 'decision', 'it is encrypted, and nobody is there to give its passphrase');
    const key = ssh2.utils.parseKey(source, passphrase);
    if (!(key instanceof Error)) return key;
  }
  throw unusable(path, 'failed', `its passphrase was wrong ${TRIES} times`);
}

async function readKey(path: string, named: boolean): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (named) throw unusable(path, 'failed', (error as Error).message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES') return null;
    throw error;
  }
}

function parsed(source: string, path: string): ParsedKey {
  const key = ssh2.utils.parseKey(source);
  if (key instanceof Error) throw unusable(path, 'failed', key.message);
  return key;
}

function untilde(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}

function unusable(path: string, kind: 'failed' | 'decision', why: string): OperatorError {
  return new OperatorError({
    code: 'no-key',
    kind,
    what: text(`the key ${path} cannot be used`, `无法使用密钥 ${path}`),
    why: verbatim(why),
    next: [
      text(`put it into the agent: ssh-add ${path}`, `加入 agent：ssh-add ${path}`),
      text(
        'or name another one as control.identity in the profile',
        '或在配置文件的 control.identity 中指定另一个密钥',
      ),
    ],
  });
}
