import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ControlHost } from '../../src/adapters/control-host.ts';
import { clusterHosts } from '../../src/adapters/hosts.ts';
import { openJobs } from '../../src/adapters/jobs/jobs.ts';
import { openSshHost } from '../../src/adapters/ssh/ssh-host.ts';
import type { Ask } from '../../src/cluster/ports/ask.ts';
import type { Host } from '../../src/cluster/ports/host.ts';
import { behavesAsHost } from '../support/host-contract.ts';
import { nobody } from '../support/nobody.ts';
import { findProgram, needs } from '../support/real.ts';

let base: string;
let port: number;
let sshd: ChildProcess;
let host: ControlHost;

const keygen = (...args: readonly string[]) => execFileSync('ssh-keygen', ['-q', ...args], { stdio: 'pipe' });
const at = (name: string) => join(base, name);
const machine = () => ({
  host: '127.0.0.1',
  port,
  user: userInfo().username,
  identity: at('key'),
  jump: null,
  knownHosts: at('known_hosts'),
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port: free } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return free;
}

/** An OpenSSH server of our own on loopback, as the user who runs the tests. */
async function startSshd(): Promise<void> {
  base = await mkdtemp(join(tmpdir(), 'belay-sshd-'));
  port = await freePort();
  keygen('-t', 'ed25519', '-N', '', '-f', at('host_ed25519'));
  keygen('-t', 'rsa', '-b', '2048', '-N', '', '-f', at('host_rsa'));
  keygen('-t', 'ed25519', '-N', '', '-f', at('key'));
  await writeFile(at('authorized'), await readFile(at('key.pub'), 'utf8'), { mode: 0o600 });
  // The RSA key alone is known, by a hashed name: the server must be asked for that one.
  const [type, key] = (await readFile(at('host_rsa.pub'), 'utf8')).split(' ');
  await writeFile(at('known_hosts'), `[127.0.0.1]:${port} ${type} ${key}\n`);
  keygen('-H', '-f', at('known_hosts'));
  const config = [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${at('host_ed25519')}`,
    `HostKey ${at('host_rsa')}`,
    `AuthorizedKeysFile ${at('authorized')}`,
    `PidFile ${at('pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin yes',
    'AcceptEnv NONE',
  ];
  await writeFile(at('config'), `${config.join('\n')}\n`);
  // Where a distribution keeps it for the daemon's unprivileged part.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true });
  sshd = spawn(findProgram('sshd')!, ['-D', '-e', '-f', at('config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((ready, failed) => {
    sshd.stderr?.on('data', (chunk: Buffer) => chunk.includes('listening on') && ready());
    sshd.once('exit', (code) => failed(new Error(`sshd ended with ${code}`)));
  });
}

needs('sshd')('a real OpenSSH server', () => {
  beforeAll(async () => {
    await startSshd();
    // The user's own known_hosts and agent stay out of it.
    vi.stubEnv('HOME', base);
    vi.stubEnv('SSH_AUTH_SOCK', undefined);
    host = await openSshHost(machine(), nobody);
  });
  afterAll(async () => {
    await host?.close();
    sshd?.kill();
    vi.unstubAllEnvs();
  });

  describe('as the control machine', () => {
    behavesAsHost(() => host);

    it('gives many commands at once, more than its MaxSessions', async () => {
      const results = await Promise.all(Array.from({ length: 30 }, (_, n) => host.run(['echo', String(n)])));
      expect(results.every((result, n) => result.stdout === `${n}\n`)).toBe(true);
    });

    it('tunnels', async () => {
      const echo = createServer((socket) => socket.pipe(socket));
      await new Promise<void>((ready) => echo.listen(0, '127.0.0.1', ready));
      const address = echo.address() as { port: number };
      const tunnel = await host.connect('127.0.0.1', address.port);
      tunnel.end('hello');
      const heard: Buffer[] = [];
      for await (const chunk of tunnel) heard.push(chunk as Buffer);
      expect(Buffer.concat(heard).toString()).toBe('hello');
      await new Promise((closed) => echo.close(closed));
      await expect(host.connect('127.0.0.1', address.port)).rejects.toMatchObject({ trouble: { code: 'unreachable' } });
    });

    it('refuses when the known key is not the one it shows', async () => {
      keygen('-t', 'rsa', '-b', '2048', '-N', '', '-f', at('other'));
      const [type, key] = (await readFile(at('other.pub'), 'utf8')).split(' ');
      await writeFile(at('changed'), `[127.0.0.1]:${port} ${type} ${key}\n`);
      await expect(openSshHost({ ...machine(), knownHosts: at('changed') }, nobody)).rejects.toMatchObject({
        trouble: { code: 'host-key-changed' },
      });
    });

    it('takes a key that ssh-keygen locked, in both of its forms', async () => {
      for (const [name, form] of [
        ['locked', []],
        ['pem', ['-m', 'PEM']],
      ] as const) {
        keygen('-t', 'rsa', '-b', '2048', ...form, '-N', 'open sesame', '-f', at(name));
        await writeFile(at('authorized'), await readFile(at(`${name}.pub`), 'utf8'), { flag: 'a' });
        const ask: Ask = { ...nobody, secret: async () => 'open sesame' };
        const opened = await openSshHost({ ...machine(), identity: at(name) }, ask);
        expect((await opened.run(['echo', 'in'])).stdout).toBe('in\n');
        await opened.close();
      }
    });

    it.skipIf(findProgram('ssh-agent') === null)('lets us in by the agent', async () => {
      const socket = at('agent.sock');
      const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
      vi.stubEnv('SSH_AUTH_SOCK', socket);
      try {
        await vi.waitFor(() => execFileSync('ssh-add', ['-q', at('key')], { stdio: 'pipe' }));
        const opened = await openSshHost({ ...machine(), identity: null }, nobody);
        expect((await opened.run(['echo', 'in'])).stdout).toBe('in\n');
        await opened.close();
      } finally {
        vi.stubEnv('SSH_AUTH_SOCK', undefined);
        agent.kill();
      }
    });
  });

  describe('with a job on it', () => {
    it.each(['of today', 'too old for -f'])('keeps it when the connection ends, with a setsid %s', async (age) => {
      const jobs = openJobs(withSetsid(host, age === 'of today' ? null : await oldSetsid()), { directory: at('jobs') });
      const name = `job-${age.length}`;
      const script = 'trap "echo caught; exit 99" INT; echo ready; while :; do sleep 0.05; done';
      await jobs.start({ name, argv: ['sh', '-c', script], cwd: base, env: {}, follow: 'log' });
      await host.close();
      host = await openSshHost(machine(), nobody);
      const again = openJobs(host, { directory: at('jobs') });
      expect(await again.status(name)).toMatchObject({ is: 'running' });
      const lines: string[] = [];
      const onLines = (news: readonly string[]) => {
        lines.push(...news);
        if (news.includes('ready')) void again.interrupt(name);
      };
      const end = await again.follow(name, { onLines }, new AbortController().signal);
      expect(end).toEqual({ is: 'ended', exit: 99 });
      expect(lines).toEqual(['ready', 'caught']);
    });
  });

  describe('as a host of the cluster, by OpenSSH’s own client', () => {
    const kv = (): Host => clusterHosts(withSshConfig(host), base).at({ ...address(), name: 'TiKV1-1' });
    const address = () => ({ name: 'TiKV1-1', address: '127.0.0.1', user: userInfo().username, port, local: false });

    beforeAll(async () => {
      // OpenSSH reads the passwd entry's home and not $HOME: its files are named by a wrapper first in PATH.
      await mkdir(at('bin'), { recursive: true });
      const options = `-F none -i ${at('key')} -o UserKnownHostsFile=${at('known_hosts')}`;
      await writeFile(at('bin/ssh'), `#!/bin/sh\nexec ${findProgram('ssh')} ${options} "$@"\n`);
      await chmod(at('bin/ssh'), 0o755);
    });

    behavesAsHost(kv);

    it('says when it does not let us in, without asking anything', async () => {
      const stranger = clusterHosts(withSshConfig(host), base).at({ ...address(), user: 'nobody-of-belay' });
      await expect(stranger.run(['true'])).rejects.toMatchObject({ trouble: { code: 'unreachable' } });
    });
  });
});

/** The host with a directory first in the PATH of its commands. */
function withPath(control: Host, directory: string): Host {
  return {
    ...control,
    run: (argv, options = {}) =>
      control.run(argv, { ...options, env: { ...options.env, PATH: `${directory}:${process.env.PATH}` } }),
  };
}

const withSshConfig = (control: Host): Host => withPath(control, at('bin'));
const withSetsid = (control: Host, directory: string | null): Host =>
  directory === null ? control : withPath(control, directory);

async function oldSetsid(): Promise<string> {
  await mkdir(at('old'), { recursive: true });
  const script = `#!/bin/sh\ncase $1 in -*) echo "invalid option" >&2; exit 1;; esac\nexec ${findProgram('setsid')} "$@"\n`;
  await writeFile(at('old/setsid'), script);
  await chmod(at('old/setsid'), 0o755);
  return at('old');
}
