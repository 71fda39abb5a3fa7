import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ControlHost } from '../../../src/adapters/control-host.ts';
import { noConfig } from '../../../src/adapters/ssh/config/target.ts';
import { openSshHost } from '../../../src/adapters/ssh/ssh-host.ts';
import type { Ask } from '../../../src/cluster/ports/ask.ts';
import type { ControlMachine } from '../../../src/cluster/profile.ts';
import { behavesAsHost } from '../../support/host-contract.ts';
import { nobody } from '../../support/nobody.ts';
import { newKey, type SshServer, startSshServer } from '../../support/ssh-server.ts';

const userKey = newKey();
let server: SshServer;
let home: string;

async function prepareHome(): Promise<void> {
  home = await mkdtemp(join(tmpdir(), 'belay-home-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('SSH_AUTH_SOCK', undefined);
  await mkdir(join(home, '.ssh'), { mode: 0o700 });
  await writeFile(join(home, 'key'), userKey.private, { mode: 0o600 });
}

const machine = (more: Partial<ControlMachine> = {}): ControlMachine => ({
  host: '127.0.0.1',
  port: server.port,
  user: 'tidb',
  identity: join(home, 'key'),
  jump: null,
  knownHosts: null,
  ...more,
});

const trust = (hostKey = server.hostKey) =>
  writeFile(join(home, '.ssh', 'known_hosts'), `[127.0.0.1]:${server.port} ${hostKey}\n`);

describe('a control machine by SSH', () => {
  let host: ControlHost;
  beforeAll(async () => {
    server = await startSshServer({ authorized: [userKey.public] });
    await prepareHome();
    await trust();
    host = await openSshHost(machine(), nobody);
  });
  afterAll(async () => {
    await host.close();
    await server.close();
    vi.unstubAllEnvs();
  });

  behavesAsHost(() => host);

  it('says where it is', () => {
    expect(host.where).toBe(`tidb@127.0.0.1:${server.port}`);
  });

  it('gives many commands at once, more than the server has sessions', async () => {
    const results = await Promise.all(Array.from({ length: 40 }, (_, n) => host.run(['echo', String(n)])));
    expect(results.map((result) => result.stdout.trim())).toEqual(Array.from({ length: 40 }, (_, n) => String(n)));
  });

  it('tunnels a connection, and says what does not listen', async () => {
    const echo = createServer((socket) => socket.pipe(socket));
    await new Promise<void>((ready) => echo.listen(0, '127.0.0.1', ready));
    const { port } = echo.address() as { port: number };
    const tunnel = await host.connect('127.0.0.1', port);
    tunnel.end('GET /pd');
    const heard: Buffer[] = [];
    for await (const chunk of tunnel) heard.push(chunk as Buffer);
    expect(Buffer.concat(heard).toString()).toBe('GET /pd');
    await new Promise((closed) => echo.close(closed));
    await expect(host.connect('127.0.0.1', port)).rejects.toMatchObject({ trouble: { code: 'unreachable' } });
  });

  it('knows the environment of commands there', async () => {
    expect((await host.environment()).PATH).toBe(process.env.PATH);
  });

  it('comes back after the connection was cut', async () => {
    const before = server.logins();
    server.cut();
    await vi.waitFor(async () => expect((await host.run(['echo', 'back'])).stdout).toBe('back\n'));
    expect(server.logins()).toBe(before + 1);
  });

  it('tells when the connection is lost and when it is back, until nobody listens', async () => {
    const states: string[] = [];
    const deafen = host.onState((state) => states.push(state.is));
    server.cut();
    await vi.waitFor(() => expect(states).toEqual(['lost', 'up']));
    deafen();
    server.cut();
    await vi.waitFor(async () => expect((await host.run(['true'])).exit).toBe(0));
    expect(states).toHaveLength(2);
  });

  it('stops a command that prints without end', async () => {
    const command = ['sh', '-c', `echo $$ >${join(home, 'pid')}; exec cat /dev/zero`];
    await expect(host.run(command)).rejects.toMatchObject({ trouble: { code: 'too-much-output' } });
    const pid = (await readFile(join(home, 'pid'), 'utf8')).trim();
    await vi.waitFor(async () => expect((await host.run(['kill', '-0', pid])).exit).not.toBe(0));
  });

  it('ends a command whose time is up', async () => {
    const command = ['sh', '-c', `echo $$ >${join(home, 'slow')}; exec sleep 60`];
    await expect(host.run(command, { timeoutMs: 300 })).rejects.toMatchObject({ trouble: { code: 'timeout' } });
    const pid = (await readFile(join(home, 'slow'), 'utf8')).trim();
    await vi.waitFor(async () => expect((await host.run(['kill', '-0', pid])).exit).not.toBe(0));
  });

  it('never runs a command again whose end it did not see', async () => {
    const file = join(home, 'runs');
    server.cutOn('runs');
    const command = ['sh', '-c', `echo once >>${file}; sleep 1`];
    await expect(host.run(command)).rejects.toMatchObject({ trouble: { code: 'connection-lost' } });
    expect((await host.run(['echo', 'back'])).stdout).toBe('back\n');
    await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toBe('once\n'));
    expect(server.commands.filter((line) => line.includes('runs'))).toHaveLength(1);
  });

  it('reads again what a lost connection kept it from reading', async () => {
    await writeFile(join(home, 'facts'), 'seen');
    server.cutOn('facts');
    expect(await host.readFile(join(home, 'facts'))).toBe('seen');
    expect(server.commands.filter((line) => line.includes('/facts'))).toHaveLength(2);
  });

  it('replaces nothing when the content did not arrive whole', async () => {
    const path = join(home, 'conf.yml');
    await writeFile(path, 'before');
    server.cutOn('conf.yml');
    await expect(host.writeFile(path, 'x'.repeat(5_000_000))).rejects.toMatchObject({
      trouble: { code: 'connection-lost' },
    });
    expect((await host.run(['true'])).exit).toBe(0);
    expect(await readFile(path, 'utf8')).toBe('before');
  });
});

describe('opening a control machine by SSH', () => {
  beforeEach(async () => {
    server = await startSshServer({ authorized: [userKey.public] });
    await prepareHome();
  });
  afterEach(async () => {
    await server.close();
    vi.unstubAllEnvs();
  });

  it('asks about an unknown key with its fingerprint, and remembers the answer', async () => {
    const confirm = vi.fn<Ask['confirm']>(async () => true);
    await (await openSshHost(machine(), { ...nobody, confirm })).close();
    expect(confirm.mock.calls[0]?.[0].en).toMatch(/ssh-ed25519 SHA256:/);
    await (await openSshHost(machine(), nobody)).close();
    expect(confirm).toHaveBeenCalledTimes(1);
  });

  it('keeps an accepted key in the profile’s own file where there is one', async () => {
    const knownHosts = join(home, 'known');
    await writeFile(knownHosts, '# ours');
    await (await openSshHost(machine({ knownHosts }), { ...nobody, confirm: async () => true })).close();
    expect(await readFile(knownHosts, 'utf8')).toBe(`# ours\n[127.0.0.1]:${server.port} ${server.hostKey}\n`);
  });

  it('does not go on with an unknown key when nobody, or somebody, does not accept it', async () => {
    await expect(openSshHost(machine(), nobody)).rejects.toMatchObject({
      trouble: { code: 'host-key-unknown', kind: 'decision' },
    });
    await expect(openSshHost(machine(), { ...nobody, confirm: async () => false })).rejects.toMatchObject({
      trouble: { code: 'host-key-unknown', kind: 'failed' },
    });
    expect(server.logins()).toBe(0);
  });

  it('refuses a changed key without asking', async () => {
    const other = newKey().public.split(' ').slice(0, 2).join(' ');
    await trust(other);
    const confirm = vi.fn<Ask['confirm']>(async () => true);
    await expect(openSshHost(machine(), { ...nobody, confirm })).rejects.toMatchObject({
      trouble: { code: 'host-key-changed' },
    });
    expect(confirm).not.toHaveBeenCalled();
    expect(server.logins()).toBe(0);
  });

  it.each(['accept-new', 'no'])('says so when it takes a key unseen (StrictHostKeyChecking %s)', async (value) => {
    await writeFile(join(home, '.ssh', 'config'), `StrictHostKeyChecking ${value}\n`);
    const tell = vi.fn<Ask['tell']>(async () => undefined);
    await (await openSshHost(machine(), { ...nobody, tell })).close();
    expect(tell.mock.calls.map(([words]) => words.en).join()).toMatch(/SHA256:.*|StrictHostKeyChecking/);
    expect(await readFile(join(home, '.ssh', 'known_hosts'), 'utf8')).toContain(server.hostKey);
    await trust(newKey().public.split(' ').slice(0, 2).join(' '));
    await expect(openSshHost(machine(), nobody)).rejects.toMatchObject({ trouble: { code: 'host-key-changed' } });
  });

  it('asks nobody about an unknown key with StrictHostKeyChecking yes', async () => {
    await writeFile(join(home, '.ssh', 'config'), 'StrictHostKeyChecking yes\n');
    const confirm = vi.fn<Ask['confirm']>(async () => true);
    await expect(openSshHost(machine(), { ...nobody, confirm })).rejects.toMatchObject({
      trouble: { code: 'host-key-unknown', kind: 'failed' },
    });
    expect(confirm).not.toHaveBeenCalled();
  });

  it('says what of ~/.ssh/config it leaves out, and reads none of it where it is told so', async () => {
    await trust();
    await writeFile(join(home, '.ssh', 'config'), 'Host *\nMACs hmac-sha1\n');
    const tell = vi.fn<Ask['tell']>(async () => undefined);
    await (await openSshHost(machine(), { ...nobody, tell })).close();
    expect(tell.mock.calls[0]?.[0].en).toContain('MACs hmac-sha1');
    await writeFile(join(home, '.ssh', 'config'), 'ProxyCommand nowhere\n');
    await (await openSshHost(machine(), nobody, noConfig())).close();
  });

  it('passes on each thing the server asks, hidden unless it echoes', async () => {
    const prompts = [
      { prompt: 'Password: ', echo: false },
      { prompt: 'Code\u001b[31m: ', echo: true },
    ];
    await server.close();
    server = await startSshServer({ authorized: [], asks: { prompts, answers: ['hunter', '123456'] } });
    await trust();
    const secret = vi.fn<Ask['secret']>(async () => 'hunter');
    const codes = ['000000', '123456'];
    const line = vi.fn<Ask['line']>(async () => codes.shift() ?? null);
    await (await openSshHost(machine({ identity: null }), { ...nobody, secret, line })).close();
    expect(secret.mock.calls[0]?.[0].en).toContain('Password:');
    expect(line.mock.calls[0]?.[0].en).toMatch(/^tidb@127.*Two proofs.*of who you are.*Code: ?$/);
    expect(line).toHaveBeenCalledTimes(2);
    await expect(openSshHost(machine({ identity: null }), nobody)).rejects.toMatchObject({
      trouble: { code: 'not-let-in' },
    });
  });

  it('asks for the passphrase of a locked key, again when it was wrong', async () => {
    await trust();
    const locked = newKey('open sesame');
    await server.close();
    server = await startSshServer({ authorized: [locked.public] });
    await trust();
    await writeFile(join(home, 'key'), locked.private);
    const answers = ['wrong', 'open sesame'];
    const secret = vi.fn<Ask['secret']>(async () => answers.shift() ?? null);
    await (await openSshHost(machine(), { ...nobody, secret })).close();
    expect(secret).toHaveBeenCalledTimes(2);
    expect(secret.mock.calls[0]?.[0].en).toContain(join(home, 'key'));
    await expect(openSshHost(machine(), nobody)).rejects.toMatchObject({
      trouble: { code: 'no-key', kind: 'decision' },
    });
  });

  it('finds the user’s default key where none is named, and says which of them is none', async () => {
    await trust();
    await writeFile(join(home, '.ssh', 'id_ed25519'), userKey.private);
    await writeFile(join(home, '.ssh', 'id_rsa'), 'no key at all');
    const tell = vi.fn<Ask['tell']>(async () => undefined);
    const host = await openSshHost(machine({ identity: null }), { ...nobody, tell });
    expect(tell.mock.calls.map(([words]) => words.en)).toEqual([expect.stringContaining('id_rsa')]);
    expect((await host.run(['echo', 'in'])).stdout).toBe('in\n');
    await host.close();
  });

  it('says so when it is not let in, when a key is missing, and when nobody answers', async () => {
    await trust();
    await writeFile(join(home, 'key'), newKey().private);
    await expect(openSshHost(machine(), nobody)).rejects.toMatchObject({ trouble: { code: 'not-let-in' } });
    await expect(openSshHost(machine({ identity: join(home, 'none') }), nobody)).rejects.toMatchObject({
      trouble: { code: 'no-key' },
    });
    await server.close();
    await expect(openSshHost(machine({ identity: null }), nobody)).rejects.toMatchObject({
      trouble: { code: 'unreachable' },
    });
    server = await startSshServer({ authorized: [] });
  });
});
