import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findProgram } from './real.ts';

/** An OpenSSH server of our own on loopback, as the user who runs the tests. */
export interface Sshd {
  readonly port: number;
  /** Its host keys as they stand in known_hosts: type and base64. */
  readonly hostKeys: Readonly<Record<'ed25519' | 'rsa', string>>;
  stop(): Promise<void>;
}

export interface SshdOptions {
  /** Of its own: keys and configuration are written there. */
  readonly directory: string;
  /** Public keys that are let in, as their files have them. */
  readonly authorized?: readonly string[];
  /** Further lines of its configuration; what is said here comes first. */
  readonly config?: readonly string[];
  /** Lets the user in by this password, through PAM: see {@link canHavePasswords}. */
  readonly password?: { readonly user: string; readonly password: string };
}

/** Runs ssh-keygen in silence. */
export const keygen = (...args: readonly string[]) => execFileSync('ssh-keygen', ['-q', ...args], { stdio: 'pipe' });

/** Starts it, ready to be connected to. */
export async function startSshd(options: SshdOptions): Promise<Sshd> {
  const { directory, authorized = [], config = [], password } = options;
  const at = (name: string) => join(directory, name);
  await mkdir(directory, { recursive: true });
  const port = await freePort();
  keygen('-t', 'ed25519', '-N', '', '-f', at('host_ed25519'));
  keygen('-t', 'rsa', '-b', '2048', '-N', '', '-f', at('host_rsa'));
  await writeFile(at('authorized'), authorized.join('\n'), { mode: 0o600 });
  const lines = [
    ...config,
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${at('host_ed25519')}`,
    `HostKey ${at('host_rsa')}`,
    `AuthorizedKeysFile ${at('authorized')}`,
    `PidFile ${at('pid')}`,
    'StrictModes no',
    `UsePAM ${password ? 'yes' : 'no'}`,
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin yes',
    'AcceptEnv NONE',
  ];
  await writeFile(at('config'), `${lines.join('\n')}\n`);
  // Where a distribution keeps it for the daemon's unprivileged part.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true });
  const daemon = [findProgram('sshd')!, '-D', '-e', '-f', at('config')];
  const argv = password ? await withPasswords(daemon, directory, password) : daemon;
  const server = spawn(argv[0]!, argv.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
  await untilListening(server);
  const hostKey = async (type: string) =>
    (await readFile(at(`host_${type}.pub`), 'utf8')).split(' ').slice(0, 2).join(' ');
  return {
    port,
    hostKeys: { ed25519: await hostKey('ed25519'), rsa: await hostKey('rsa') },
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = new Promise((over) => server.once('exit', over));
      server.kill();
      await ended;
    },
  };
}

/**
 * Why a server with a password of the test's own cannot be had here; null when it can: it takes root and a mount namespace,
 * in which the system's shadow file and PAM service are covered for that server alone.
 */
export function noPasswordsBecause(): string | null {
  if (process.getuid?.() !== 0) return 'not root';
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'pipe' });
    return null;
  } catch {
    return 'no mount namespace may be made here';
  }
}

/** The daemon in a mount namespace with a shadow file and a PAM service of our own. */
async function withPasswords(
  daemon: readonly string[],
  directory: string,
  { user, password }: { readonly user: string; readonly password: string },
): Promise<readonly string[]> {
  const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: password, encoding: 'utf8' }).trim();
  await writeFile(join(directory, 'shadow'), `${user}:${hash}:20000:0:99999:7:::\n`, { mode: 0o600 });
  const service = ['auth required pam_unix.so', 'account required pam_unix.so', 'session required pam_permit.so'];
  await writeFile(join(directory, 'pam'), `${service.join('\n')}\n`);
  const script = 'mount --bind "$1/shadow" /etc/shadow && mount --bind "$1/pam" /etc/pam.d/sshd && shift && exec "$@"';
  return ['unshare', '-m', 'sh', '-c', script, 'sh', directory, ...daemon];
}

async function untilListening(server: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((ready, failed) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      if (said.includes('listening on')) ready();
    });
    server.once('exit', (code) => failed(new Error(`sshd ended with ${code}: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port: free } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return free;
}
