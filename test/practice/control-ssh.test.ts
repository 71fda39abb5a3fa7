import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import ssh2, { type Client, type SFTPWrapper } from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SshServer, serveSsh } from '../../src/practice/control/ssh-server.ts';
import { type KeyPair, keyPairAt } from '../../src/practice/keys.ts';

let home: string;
let server: SshServer;
let echo: Server;
let keys: KeyPair;
const clients: Client[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'practice-host-'));
  keys = await keyPairAt(join(home, 'client'));
  echo = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const { port } = echo.address() as AddressInfo;
  server = await serveSsh({
    hostKey: (await keyPairAt(join(home, 'host'))).privateKey,
    authorizedKey: keys.publicKey,
    user: 'tidb',
    home,
    env: { HOME: home, PATH: process.env.PATH ?? '/usr/bin:/bin', USER: 'tidb' },
    route: (host, wanted) => (`${host}:${wanted}` === '10.0.0.14:20160' ? { host: '127.0.0.1', port } : null),
    onActivity: () => undefined,
    onCommand: () => undefined,
  });
});

afterAll(async () => {
  for (const client of clients) client.end();
  await server.close();
  echo.close();
  await rm(home, { recursive: true, force: true });
});

async function connected(options: { user?: string; key?: string } = {}): Promise<Client> {
  const client = new ssh2.Client();
  clients.push(client);
  const ready = once(client, 'ready');
  client.connect({
    host: '127.0.0.1',
    port: server.port,
    username: options.user ?? 'tidb',
    privateKey: options.key ?? keys.privateKey,
  });
  await ready;
  client.setNoDelay(true);
  return client;
}

async function exec(client: Client, command: string, input = '') {
  return await new Promise<{ out: string; err: string; code: number | null; signal: string | null }>(
    (resolve, reject) => {
      client.exec(command, (error, channel) => {
        if (error) return reject(error);
        const said = { out: '', err: '', code: null as number | null, signal: null as string | null };
        channel.on('data', (piece: Buffer) => {
          said.out += piece;
        });
        channel.stderr.on('data', (piece: Buffer) => {
          said.err += piece;
        });
        channel.on('exit', (code: number | null, signal?: string) =>
          Object.assign(said, { code, signal: signal ?? null }),
        );
        channel.on('close', () => resolve(said));
        channel.end(input);
      });
    },
  );
}

async function sftpOf(client: Client): Promise<SFTPWrapper> {
  return await new Promise((resolve, reject) => client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp))));
}

/** Calls a method of sftp and gives what it calls back with. */
async function call<T>(work: (done: (error: Error | null | undefined, value?: T) => void) => void): Promise<T> {
  return await new Promise((resolve, reject) => work((error, value) => (error ? reject(error) : resolve(value as T))));
}

async function untilTrue(condition: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 400; looks += 1) {
    if (await condition()) return;
    await wait(25);
  }
  throw new Error('it did not become true');
}

describe('the control machine’s SSH server', () => {
  it('lets in nobody without the key', async () => {
    const other = ssh2.utils.generateKeyPairSync('ed25519').private;
    await expect(connected({ key: other })).rejects.toThrow(/authentication methods failed/);
    await expect(connected({ user: 'root' })).rejects.toThrow(/authentication methods failed/);
  });

  it('runs commands in a real shell, in the home', async () => {
    const client = await connected();
    expect(await exec(client, 'pwd; echo "$HOME"; echo oops >&2; exit 7')).toEqual({
      out: `${home}\n${home}\n`,
      err: 'oops\n',
      code: 7,
      signal: null,
    });
  });

  it('hands over standard input, and tells which signal ended a command', async () => {
    const client = await connected();
    expect(await exec(client, 'wc -c', 'twelve bytes')).toMatchObject({ out: expect.stringMatching(/^\s*12\n$/) });
    expect(await exec(client, 'kill -TERM $$')).toMatchObject({ signal: 'SIGTERM' });
  });

  it('runs 50 commands at once over one connection', async () => {
    const client = await connected();
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    const results = await Promise.all(numbers.map((number) => exec(client, `echo ${number}`)));
    expect(results.map(({ out }) => Number(out))).toEqual(numbers);
  });

  it('writes files atomically by sftp', async () => {
    const sftp = await sftpOf(await connected());
    await call<void>((done) => sftp.mkdir('dir', done));
    await call<void>((done) => sftp.writeFile('dir/file.new', 'x'.repeat(100_000), done));
    await call<void>((done) => sftp.chmod('dir/file.new', 0o600, done));
    await call<void>((done) => sftp.rename('dir/file.new', 'dir/file', done));
    const stats = await call<{ size: number; mode: number }>((done) => sftp.stat(join(home, 'dir/file'), done));
    expect(stats).toMatchObject({ size: 100_000 });
    expect(stats.mode & 0o777).toBe(0o600);
    const names = await call<readonly { filename: string }[]>((done) => sftp.readdir('dir', done));
    expect(names.map(({ filename }) => filename)).toEqual(['file']);
    expect(String(await call<Buffer>((done) => sftp.readFile('dir/file', done)))).toHaveLength(100_000);
    await call<void>((done) => sftp.unlink('dir/file', done));
    await call<void>((done) => sftp.rmdir('dir', done));
    await expect(call((done) => sftp.stat('dir', done))).rejects.toMatchObject({ code: 2 });
  });

  it('forwards the cluster’s addresses and refuses others', async () => {
    const client = await connected();
    const channel = await call<NodeJS.ReadWriteStream>((done) =>
      client.forwardOut('127.0.0.1', 0, '10.0.0.14', 20160, done),
    );
    channel.write('hello');
    expect(String((await once(channel, 'data'))[0])).toBe('hello');
    await expect(call((done) => client.forwardOut('127.0.0.1', 0, '10.0.0.99', 20160, done))).rejects.toThrow(
      /open failed|Channel open/i,
    );
  });

  it('leaves a detached job running when the connection is gone', async () => {
    const client = await connected();
    const job = `setsid sh -c 'while [ ! -e go ]; do sleep 0.05; done; echo done >job.out' </dev/null >/dev/null 2>&1 &`;
    await exec(client, job);
    client.destroy();
    await writeFile(join(home, 'go'), '');
    const output = () => readFile(join(home, 'job.out'), 'utf8').catch(() => '');
    await untilTrue(async () => (await output()) === 'done\n');
  });

  it.skipIf(spawnSync('ssh', ['-V']).status !== 0)('serves OpenSSH’s own client', () => {
    const words = ['-n', '-p', String(server.port), '-i', join(home, 'client'), '-o', 'BatchMode=yes'];
    const trust = ['-o', 'StrictHostKeyChecking=no', '-o', `UserKnownHostsFile=${join(home, 'known_hosts')}`];
    const result = openSsh([...words, ...trust, 'tidb@127.0.0.1', 'echo here; exit 3']);
    return expect(result).resolves.toMatchObject({ out: 'here\n', code: 3 });
  });
});

/** OpenSSH's client as a child that this process does not wait for: it is the one that serves. */
async function openSsh(argv: readonly string[]): Promise<{ out: string; code: number | null }> {
  const child = spawn('ssh', argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (piece: Buffer) => {
    out += piece;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { out, code };
}
