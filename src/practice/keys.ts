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
  const made = ssh2.utils.generateKeyPairSync('ed25519');
  await writeFile(path, made.private, { mode: 0o600 });
  await writeFile(`${path}.pub`, `${made.public.trim()}\n`, { mode: 0o644 });
  return { privateKey: made.private, publicKey: made.public };
}
