import { readFile } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import { OperatorError } from '../../base/errors.ts';
import { text, verbatim } from '../../base/text.ts';

/** The file of a private key. */
export interface KeyFile {
  readonly path: string;
  /** As on the wire; null where a locked key does not tell and no `.pub` lies beside it. */
  readonly publicKey: Buffer | null;
  /** Null while it is locked. */
  readonly key: ParsedKey | null;
  /** Opens it with its passphrase; null when that is wrong. */
  unlock(passphrase: string): ParsedKey | null;
}

/**
 * Reads a private key in OpenSSH's form or PEM; null when there is no such file.
 * @throws OperatorError `no-key` when it cannot be read or is no key.
 */
export async function readKeyFile(path: string): Promise<KeyFile | null> {
  const source = await readOrNull(path);
  if (source === null) return null;
  const unlock = (passphrase: string) => {
    const key = ssh2.utils.parseKey(source, passphrase);
    return key instanceof Error ? null : key;
  };
  if (isLocked(source)) return { path, publicKey: publicPart(source) ?? (await besideIt(path)), key: null, unlock };
  const key = ssh2.utils.parseKey(source);
  if (key instanceof Error) throw unusableKey(path, 'failed', key.message);
  return { path, publicKey: key.getPublicSSH(), key, unlock };
}

/** Whether a private key is encrypted; read from its own form, in OpenSSH's format or PEM. */
export function isLocked(source: string): boolean {
  const fields = openSshFields(source);
  if (fields === null) return /^Proc-Type: 4,ENCRYPTED|BEGIN ENCRYPTED PRIVATE KEY/m.test(source);
  return fields().toString('latin1') !== 'none';
}

/** A key that cannot be used, and what to do about it. */
export function unusableKey(path: string, kind: 'failed' | 'decision', why: string): OperatorError {
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

/** OpenSSH keeps the public part readable in front of the encrypted one: cipher, kdf, its options, a count, the key. */
function publicPart(source: string): Buffer | null {
  const field = openSshFields(source);
  if (field === null) return null;
  for (let skipped = 0; skipped < 3; skipped += 1) field();
  return field(4);
}

/** Reads one length-prefixed field of an OpenSSH key after the other, `skip` bytes before it left out; null: another form. */
function openSshFields(source: string): ((skip?: number) => Buffer) | null {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(source)?.[1];
  if (body === undefined) return null;
  const bytes = Buffer.from(body, 'base64');
  let at = 'openssh-key-v1\0'.length;
  return (skip = 0) => {
    const start = at + skip + 4;
    at = start + bytes.readUInt32BE(start - 4);
    return bytes.subarray(start, at);
  };
}

async function besideIt(path: string): Promise<Buffer | null> {
  const line = await readOrNull(`${path}.pub`);
  const key = line === null ? null : ssh2.utils.parseKey(line);
  return key === null || key instanceof Error ? null : key.getPublicSSH();
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusableKey(path, 'failed', String(error));
  }
}
