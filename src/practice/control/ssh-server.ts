import { spawn } from 'node:child_process';
import { timingSafeEqual } from 'node:crypto';
import { connect } from 'node:net';
import ssh2, { type Connection, type ParsedKey, type ServerChannel, type Session } from 'ssh2';
import { serveSftp } from './sftp.ts';

/** The machine that the server lets in to. */
export interface SshServerOptions {
  /** Private host key, OpenSSH's form. */
  readonly hostKey: string;
  /** The one public key that is let in, as in authorized_keys. */
  readonly authorizedKey: string;
  readonly user: string;
  readonly home: string;
  /** Environment of every command. */
  readonly env: Readonly<Record<string, string>>;
  /** Where a cluster address is served on this machine; null: nothing listens there. */
  route(host: string, port: number): { readonly host: string; readonly port: number } | null;
  /** Called whenever somebody is connected and does something. */
  onActivity(): void;
  /** Called with every command line, before it runs. */
  onCommand(command: string): void;
}

export interface SshServer {
  readonly port: number;
  connections(): number;
  close(): Promise<void>;
}

/** Serves the control machine by SSH on loopback: commands in a real sh, sftp, TCP forwarding. */
export async function serveSsh(options: SshServerOptions): Promise<SshServer> {
  const allowed = ssh2.utils.parseKey(options.authorizedKey);
  if (allowed instanceof Error) throw allowed;
  const open = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [options.hostKey] }, (client) => {
    open.add(client);
    // Without it a small answer waits for 40 ms; the typings do not know it on the server's side.
    (client as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    client.on('close', () => open.delete(client));
    // A client that was killed resets the connection: nothing to tell anybody.
    client.on('error', () => client.end());
    authenticate(client, options.user, Array.isArray(allowed) ? allowed[0] : allowed);
    client.on('ready', () => {
      client.on('session', (accept) => serveSession(accept(), options));
      client.on('tcpip', (accept, reject, { destIP, destPort }) => {
        options.onActivity();
        const target = options.route(destIP, destPort);
        if (target === null) {
          reject();
          return;
        }
        const socket = connect({ ...target, noDelay: true });
        socket.once('error', () => reject());
        socket.once('connect', () => {
          socket.removeAllListeners('error');
          const channel = accept();
          socket.on('error', () => channel.destroy());
          channel.on('error', () => socket.destroy());
          channel.on('close', () => socket.destroy());
          socket.pipe(channel).pipe(socket);
        });
      });
      // Keepalives of clients want an answer, whatever it is.
      client.on('request', (_accept, reject) => reject?.());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    connections: () => open.size,
    close: async () => {
      for (const client of open) client.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function authenticate(client: Connection, user: string, allowed: ParsedKey | undefined): void {
  client.on('authentication', (context) => {
    if (context.method !== 'publickey' || context.username !== user || !allowed) {
      context.reject(['publickey']);
      return;
    }
    const data = allowed.getPublicSSH();
    const same = context.key.data.length === data.length && timingSafeEqual(context.key.data, data);
    const signed =
      !context.signature ||
      allowed.verify(context.blob ?? Buffer.alloc(0), context.signature, context.hashAlgo) === true;
    if (context.key.algo === allowed.type && same && signed) context.accept();
    else context.reject(['publickey']);
  });
}

function serveSession(session: Session, options: SshServerOptions): void {
  let env: Record<string, string> = {};
  let pid: number | undefined;
  session.on('env', (accept, _reject, { key, val }) => {
    if (/^(LANG|LC_\w+)$/.test(key)) env = { ...env, [key]: val };
    accept?.();
  });
  session.on('pty', (accept) => accept?.());
  session.on('window-change', (accept) => accept?.());
  session.on('signal', (accept, _reject, { name }) => {
    accept?.();
    if (pid !== undefined) signalGroup(pid, `SIG${name}` as NodeJS.Signals);
  });
  session.on('exec', (accept, _reject, { command }) => {
    options.onActivity();
    options.onCommand(command);
    pid = runCommand(accept(), command, { ...options, env: { ...options.env, ...env } });
  });
  session.on('shell', (accept) => {
    options.onActivity();
    pid = runCommand(accept(), 'exec sh', { ...options, env: { ...options.env, ...env } });
  });
  session.on('sftp', (accept) => {
    options.onActivity();
    serveSftp(accept(), options.home);
  });
}

/** A shell in a group of its own; whoever hangs up leaves it running, as sshd does without a terminal. */
function runCommand(
  channel: ServerChannel,
  command: string,
  { home, env }: Pick<SshServerOptions, 'home' | 'env'>,
): number | undefined {
  const child = spawn('/bin/sh', ['-c', command], { cwd: home, env, detached: true, stdio: 'pipe' });
  // Reader or writer may be gone before the other: what matters is the end of the child.
  for (const stream of [channel, child.stdin, child.stdout, child.stderr]) stream.on('error', () => stream.destroy());
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.on('error', (error) => {
    channel.stderr.write(`${error.message}\n`);
    channel.exit(127);
    channel.end();
  });
  child.on('close', (code, signal) => {
    if (channel.destroyed) return;
    if (signal !== null) channel.exit(signal.replace(/^SIG/, ''));
    else channel.exit(code ?? 1);
    channel.end();
  });
  return child.pid;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Gone already: a signal that comes too late is none.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
