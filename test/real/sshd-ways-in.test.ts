import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSshHost } from '../../src/adapters/ssh/ssh-host.ts';
import { say } from '../../src/base/text.ts';
import type { Ask } from '../../src/cluster/ports/ask.ts';
import type { ControlMachine } from '../../src/cluster/profile.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import { nobody } from '../support/nobody.ts';
import { findProgram, needs } from '../support/real.ts';
import { keygen, noPasswordsBecause, type SshdOptions, startSshd } from '../support/sshd.ts';

const user = userInfo().username;
let home: string;
const at = (name: string) => join(home, name);
const read = (name: string) => readFile(at(name), 'utf8');

/** A server of the test; stopped with it. */
async function serve(options: Omit<SshdOptions, 'directory'> = {}) {
  const sshd = await startSshd({
    directory: await mkdtemp(at('sshd-')),
    authorized: [await read('key.pub')],
    ...options,
  });
  onTestFinished(() => sshd.stop());
  return sshd;
}

const know = (port: number, hostKey: string) =>
  writeFile(at('.ssh/known_hosts'), `[127.0.0.1]:${port} ${hostKey}\n`, { flag: 'a' });
const configure = (...lines: readonly string[]) => writeFile(at('.ssh/config'), `${lines.join('\n')}\n`);
const machine = (more: Partial<ControlMachine> = {}): ControlMachine => ({
  host: '127.0.0.1',
  port: null,
  user: null,
  identity: null,
  jump: null,
  knownHosts: null,
  ...more,
});

/** Opens the machine, runs one command on it, and closes it. */
async function comesIn(control: ControlMachine, ask: Ask = nobody): Promise<boolean> {
  const host = await openSshHost(control, ask);
  try {
    return (await host.run(['echo', 'in'])).stdout === 'in\n';
  } finally {
    await host.close();
  }
}

needs('sshd')('ways into a real OpenSSH server', () => {
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'belay-ways-'));
    vi.stubEnv('HOME', home);
    vi.stubEnv('SSH_AUTH_SOCK', undefined);
    await mkdir(at('.ssh'), { mode: 0o700 });
    keygen('-t', 'ed25519', '-N', '', '-f', at('key'));
    return async () => {
      vi.unstubAllEnvs();
      await rm(home, { recursive: true });
    };
  });

  it('goes by ~/.ssh/config: name, port, user, key', async () => {
    const sshd = await serve();
    await know(sshd.port, sshd.hostKeys.rsa);
    await configure(
      'Host control',
      '  HostName 127.0.0.1',
      `  Port ${sshd.port}`,
      `  User ${user}`,
      '  IdentityFile ~/key',
    );
    expect(await comesIn(machine({ host: 'control' }))).toBe(true);
  });

  it('jumps over two hosts, each known by its key', async () => {
    const [first, second, last] = [await serve(), await serve(), await serve()];
    for (const sshd of [first, second, last]) await know(sshd.port, sshd.hostKeys.ed25519);
    const jump = `${user}@127.0.0.1:${first.port},${user}@127.0.0.1:${second.port}`;
    const control = machine({ port: last.port, user, identity: at('key') });
    expect(await comesIn({ ...control, jump })).toBe(true);
    await second.stop();
    await expect(comesIn({ ...control, jump })).rejects.toMatchObject({
      trouble: { code: 'unreachable', what: { en: expect.stringContaining(`127.0.0.1:${second.port}`) } },
    });
  });

  it('jumps as ProxyJump of ~/.ssh/config says', async () => {
    const [first, second, last] = [await serve(), await serve(), await serve()];
    for (const sshd of [first, second, last]) await know(sshd.port, sshd.hostKeys.ed25519);
    await configure(
      'Host outer inner control',
      '  HostName 127.0.0.1',
      '  IdentityFile %d/key',
      `Host outer\n  Port ${first.port}`,
      `Host inner\n  Port ${second.port}\n  ProxyJump outer`,
      `Host control\n  Port ${last.port}\n  ProxyJump inner`,
    );
    expect(await comesIn(machine({ host: 'control' }))).toBe(true);
  });

  it('asks about an unknown key, and writes it hashed where HashKnownHosts says so: ssh itself finds it', async () => {
    const sshd = await serve();
    await configure('HashKnownHosts yes');
    const confirm = vi.fn<Ask['confirm']>(async () => true);
    const control = machine({ port: sshd.port, user, identity: at('key') });
    expect(await comesIn(control, { ...nobody, confirm })).toBe(true);
    const print = execFileSync('ssh-keygen', ['-lf', '-'], { input: sshd.hostKeys.ed25519, encoding: 'utf8' }).split(
      ' ',
    )[1]!;
    expect(say(confirm.mock.calls[0]![0], 'en')).toContain(print);
    expect(await read('.ssh/known_hosts')).toMatch(/^\|1\|/);
    execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${sshd.port}`, '-f', at('.ssh/known_hosts')]);
    expect(await comesIn(control)).toBe(true);
  });

  it('refuses a changed and a revoked key without asking, and an authority with a word', async () => {
    const sshd = await serve();
    const control = machine({ port: sshd.port, user, identity: at('key') });
    const confirm = vi.fn<Ask['confirm']>(async () => true);
    const codeWith = async (line: string) => {
      await writeFile(at('.ssh/known_hosts'), `${line}\n`);
      return await comesIn(control, { ...nobody, confirm }).catch((error) => error.trouble);
    };
    const name = `[127.0.0.1]:${sshd.port}`;
    const other = (await read('key.pub')).trim();
    const changed = await codeWith(`${name} ${other}`);
    expect(changed.code).toBe('host-key-changed');
    expect(changed.next.map((next: { en: string }) => next.en).join()).toContain(`ssh-keygen -R '${name}'`);
    expect(await codeWith(`@revoked * ${sshd.hostKeys.ed25519}`)).toMatchObject({ code: 'host-key-revoked' });
    expect(await codeWith(`@cert-authority * ${other}`)).toMatchObject({ code: 'host-key-authority' });
    expect(confirm).not.toHaveBeenCalled();
  });

  it.skipIf(findProgram('ssh-agent') === null)('lets the agent open what is locked, without a passphrase', async () => {
    const sshd = await serve();
    await know(sshd.port, sshd.hostKeys.ed25519);
    const agent = spawn('ssh-agent', ['-D', '-a', at('agent.sock')], { stdio: 'ignore' });
    onTestFinished(() => void agent.kill());
    vi.stubEnv('SSH_AUTH_SOCK', at('agent.sock'));
    await vi.waitFor(() => execFileSync('ssh-add', ['-q', at('key')], { stdio: 'pipe' }));
    // More wrong keys than the server hears out.
    for (let n = 0; n < 7; n += 1) {
      keygen('-t', 'ed25519', '-N', '', '-f', at(`wrong-${n}`));
      execFileSync('ssh-add', ['-q', at(`wrong-${n}`)], { stdio: 'pipe' });
    }
    keygen('-p', '-P', '', '-N', 'open sesame', '-f', at('key'));
    await configure('IdentitiesOnly yes');
    expect(await comesIn(machine({ port: sshd.port, user, identity: at('key') }))).toBe(true);
  });

  it('says so when the agent does not answer, and goes on with the key', async () => {
    const sshd = await serve();
    await know(sshd.port, sshd.hostKeys.ed25519);
    vi.stubEnv('SSH_AUTH_SOCK', at('nobody.sock'));
    const tell = vi.fn<Ask['tell']>(async () => undefined);
    expect(await comesIn(machine({ port: sshd.port, user, identity: at('key') }), { ...nobody, tell })).toBe(true);
    expect(say(tell.mock.calls[0]![0], 'en')).toContain('ssh-agent');
  });

  it('needs no sftp, and works where one session is all there is', async () => {
    const sshd = await serve({ config: ['MaxSessions 1', 'Subsystem sftp /bin/false'] });
    await know(sshd.port, sshd.hostKeys.ed25519);
    const host = await openSshHost(machine({ port: sshd.port, user, identity: at('key') }), nobody);
    onTestFinished(() => host.close());
    const files = ['a', 'b', 'c', 'd', 'e'].map((name) => at(`files/${name}`));
    await Promise.all(files.map((path) => host.writeFile(path, path)));
    expect(await Promise.all(files.map((path) => host.readFile(path)))).toEqual(files);
  });

  const reason = noPasswordsBecause();
  describe.skipIf(reason !== null)(`by password${reason ? ` (${reason})` : ''}`, () => {
    const password = { user, password: 'a long, 长的 one' };

    it('asks for it, again when it was wrong, and keeps it for when the connection was lost', async () => {
      const sshd = await serve({ password, config: ['PasswordAuthentication yes'] });
      await know(sshd.port, sshd.hostKeys.ed25519);
      const answers = ['wrong', password.password];
      const secret = vi.fn<Ask['secret']>(async () => answers.shift() ?? null);
      const proxy = await startCuttingProxy(sshd.port);
      onTestFinished(() => proxy.close());
      await know(proxy.port, sshd.hostKeys.ed25519);
      const host = await openSshHost(machine({ port: proxy.port, user }), { ...nobody, secret });
      onTestFinished(() => host.close());
      proxy.cut();
      expect(await host.readFile(at('key.pub'))).toBe(await read('key.pub'));
      expect(secret).toHaveBeenCalledTimes(2);
      expect(say(secret.mock.calls[0]![0], 'en')).toBe(`Password of ${user}@127.0.0.1:${proxy.port}`);
    });

    it('gives up after three', async () => {
      const sshd = await serve({ password, config: ['PasswordAuthentication yes'] });
      await know(sshd.port, sshd.hostKeys.ed25519);
      const secret = vi.fn<Ask['secret']>(async () => 'wrong');
      await expect(comesIn(machine({ port: sshd.port, user }), { ...nobody, secret })).rejects.toMatchObject({
        trouble: { code: 'not-let-in' },
      });
      expect(secret).toHaveBeenCalledTimes(3);
    });

    it('passes on what the server asks (keyboard-interactive), after a key where it wants both', async () => {
      const both = ['KbdInteractiveAuthentication yes', 'AuthenticationMethods publickey,keyboard-interactive'];
      const sshd = await serve({ password, config: both });
      await know(sshd.port, sshd.hostKeys.ed25519);
      const answers = ['wrong', password.password];
      const secret = vi.fn<Ask['secret']>(async () => answers.shift() ?? null);
      const control = machine({ port: sshd.port, user, identity: at('key') });
      expect(await comesIn(control, { ...nobody, secret })).toBe(true);
      expect(secret).toHaveBeenCalledTimes(2);
      expect(say(secret.mock.calls[0]![0], 'en')).toContain('Password:');
    });
  });
});
