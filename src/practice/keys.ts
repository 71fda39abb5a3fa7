import { readFile, writeFile } from 'node:fs/promises';
import ssh2 from 'ssh2';

/** A key pair in OpenSSH's form. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** The key pair at `path` and `path.pub`, made when it is not there yet. */
export async function keyPairAt(path: string): Promise<KeyPair> {
  try {
    return { privateKey: await readFile(path, 'utf8'), publicKey: await readFile(`${path}.pub`, 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = newKeyPair();
  await writeFile(path, made.privateKey, { mode: 0o600 });
  await writeFile(`${path}.pub`, `${made.publicKey.trim()}\n`, { mode: 0o644 });
  return made;
}

/** A new key pair that ssh2 can read again: about one in 250 that it makes is malformed (seen with ssh2 1.17). */
export function newKeyPair(): KeyPair {
  for (;;) {
    const made = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(made.private) instanceof Error)) {
      return { privateKey: made.private, publicKey: made.public };
    }
  }
}
