import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, connect } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel } from 'ssh2';

/** An SSH server on loopback that runs commands in a real sh, for tests. */
export interface SshServer {
  readonly port: number;
  /** Its public host key as it stands in known_hosts: type and base64. */
  readonly hostKey: string;
  /** Command lines it was given, in their order. */
  readonly commands: readonly string[];
  /** How often somebody was let in. */
  logins(): number;
  /** Cuts every connection, as a network does; commands go on. */
  cut(): void;
  /** Cuts the connection as soon as a command holding `words` has been started; once. */
  cutOn(words: string): void;
  close(): Promise<void>;
}

export interface SshServerOptions {
  /** Public keys (OpenSSH form) that are let in. */
  readonly authorized: readonly string[];
  readonly hostKey?: string;
  /** What it asks (keyboard-interactive), and the answers that let one in; instead of keys. */
  readonly asks?: {
    readonly prompts: readonly { prompt: string; echo: boolean }[];
    readonly answers: readonly string[];
  };
  /** Sessions a connection may have open at once, as OpenSSH's MaxSessions; default 10. */
  readonly maxSessions?: number;
}

/** An ed25519 key pair in OpenSSH form. */
export function newKey(passphrase?: string): { readonly private: string; readonly public: string } {
  return ssh2.utils.generateKeyPairSync(
    'ed25519',
    passphrase === undefined ? {} : { passphrase, cipher: 'aes256-ctr', rounds: 4 },
  );
}

export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const hostKey = options.hostKey ?? newKey().private;
  const allowed = options.authorized.map((key) => parsed(key));
  const connections = new Set<Connection>();
  const commands: string[] = [];
  let logins = 0;
  let cutWords: string | null = null;

  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    connections.add(client);
    // Missing in the package's types.
    (client as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    client.on('close', () => connections.delete(client));
    client.on('error', () => client.end());
    client.on('authentication', (attempt) => {
      if (options.asks) return askAll(attempt, options.asks);
      if (attempt.method !== 'publickey') return attempt.reject(['publickey']);
      const key = allowed.find((one) => one.getPublicSSH().equals(attempt.key.data));
      if (!key) return attempt.reject(['publickey']);
      if (attempt.signature && key.verify(attempt.blob!, attempt.signature, attempt.hashAlgo) !== true)
        return attempt.reject();
      if (attempt.signature) logins += 1;
      attempt.accept();
    });
    client.on('ready', () => {
      let sessions = 0;
      client.on('session', (accept, reject) => {
        if (sessions >= (options.maxSessions ?? 10)) return reject();
        sessions += 1;
        const session = accept();
        let child: ChildProcess | null = null;
        session.on('close', () => {
          sessions -= 1;
        });
        session.on('signal', (_accept, _reject, info) => child?.kill(`SIG${info.name}` as NodeJS.Signals));
        session.on('exec', (acceptExec, _reject, { command }) => {
          commands.push(command);
          child = runIn(acceptExec(), command);
          if (cutWords !== null && command.includes(cutWords)) {
            cutWords = null;
            child.once('spawn', () => cut());
          }
        });
      });
      client.on('tcpip', (accept, reject, { destIP, destPort }) => {
        const socket = connect(destPort, destIP);
        socket.once('error', () => reject());
        socket.once('connect', () => {
          const channel = accept();
          socket.pipe(channel).pipe(socket);
          socket.on('error', () => channel.end());
        });
      });
    });
  });
  const cut = () => {
    for (const connection of connections) (connection as unknown as { _sock: { destroy(): void } })._sock.destroy();
  };
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const publicKey = parsed(hostKey).getPublicSSH();
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: `ssh-ed25519 ${publicKey.toString('base64')}`,
    commands,
    logins: () => logins,
    cut,
    cutOn: (words) => {
      cutWords = words;
    },
    close: async () => {
      cut();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

function askAll(attempt: AuthContext, { prompts, answers }: NonNullable<SshServerOptions['asks']>): void {
  if (attempt.method !== 'keyboard-interactive') {
    attempt.reject(['keyboard-interactive']);
    return;
  }
  attempt.prompt([...prompts], 'Two proofs', 'of who you are', (given) => {
    if (given.join('|') === answers.join('|')) attempt.accept();
    else attempt.reject(['keyboard-interactive']);
  });
}

function runIn(channel: ServerChannel, command: string): ChildProcess {
  const child = spawn('sh', ['-c', command], { stdio: 'pipe', detached: true });
  channel.pipe(child.stdin);
  child.stdin.on('error', () => channel.unpipe());
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.on('error', () => child.kill());
  child.on('close', (code, signal) => {
    if (signal) channel.exit(signal.replace(/^SIG/, ''), false, '');
    else channel.exit(code ?? 1);
    channel.end();
  });
  return child;
}

function parsed(source: string): ParsedKey {
  const key = ssh2.utils.parseKey(source);
  if (key instanceof Error) throw key;
  return key;
}
