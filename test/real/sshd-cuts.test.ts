import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionState, ControlHost } from '../../src/adapters/control-host.ts';
import { openJobs } from '../../src/adapters/jobs/jobs.ts';
import { openSshHost } from '../../src/adapters/ssh/ssh-host.ts';
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts';
import { nobody } from '../support/nobody.ts';
import { needs } from '../support/real.ts';
import { keygen, type Sshd, startSshd } from '../support/sshd.ts';

let home: string;
let sshd: Sshd;
let proxy: CuttingProxy;
let host: ControlHost;
let states: ConnectionState[];
const at = (name: string) => join(home, name);

needs('sshd')('a connection to a real OpenSSH server that is cut', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'belay-cuts-'));
    vi.stubEnv('HOME', home);
    vi.stubEnv('SSH_AUTH_SOCK', undefined);
    await mkdir(at('.ssh'), { mode: 0o700 });
    keygen('-t', 'ed25519', '-N', '', '-f', at('key'));
    sshd = await startSshd({ directory: at('sshd'), authorized: [await readFile(at('key.pub'), 'utf8')] });
  });
  afterAll(async () => {
    await sshd?.stop();
    vi.unstubAllEnvs();
    await rm(home, { recursive: true });
  });
  beforeEach(async () => {
    proxy = await startCuttingProxy(sshd.port);
    await writeFile(at('.ssh/known_hosts'), `[127.0.0.1]:${proxy.port} ${sshd.hostKeys.ed25519}\n`);
    const control = { host: '127.0.0.1', port: proxy.port, user: userInfo().username, jump: null, knownHosts: null };
    host = await openSshHost({ ...control, identity: at('key') }, nobody);
    states = [];
    host.onState((state) => states.push(state));
  });
  afterEach(async () => {
    await host.close();
    await proxy.close();
  });

  it('tells that it is lost and that it is back, by itself', async () => {
    proxy.shut();
    proxy.cut();
    await vi.waitFor(() => expect(states).toEqual([{ is: 'lost', since: expect.any(Number) }]));
    proxy.open();
    await vi.waitFor(() => expect(states.at(-1)).toEqual({ is: 'up' }), { timeout: 10_000 });
    expect(states).toHaveLength(2);
    expect((await host.run(['echo', 'back'])).stdout).toBe('back\n');
  });

  it('says of a command in the middle that its end is not known, and never runs it again', async () => {
    const script = 'echo once >>"$1"; while [ ! -e "$1.go" ]; do sleep 0.05; done; echo done >>"$1"';
    const ran = host.run(['sh', '-c', script, 'sh', at('ran')]);
    await vi.waitFor(async () => expect(await readFile(at('ran'), 'utf8')).toBe('once\n'));
    proxy.cut();
    await expect(ran).rejects.toMatchObject({ trouble: { code: 'connection-lost' } });
    await writeFile(at('ran.go'), '');
    expect((await host.run(['true'])).exit).toBe(0);
    await vi.waitFor(async () => expect(await readFile(at('ran'), 'utf8')).toBe('once\ndone\n'));
  });

  it('leaves a file as it was, and nothing beside it, when it goes in the middle of a transfer', async () => {
    await host.writeFile(at('files/conf.yml'), 'before');
    proxy.cutAfter(2_000_000);
    await expect(host.writeFile(at('files/conf.yml'), 'x'.repeat(8_000_000))).rejects.toMatchObject({
      trouble: { code: 'connection-lost' },
    });
    expect(await host.readFile(at('files/conf.yml'))).toBe('before');
    await vi.waitFor(async () => expect(await readdir(at('files'))).toEqual(['conf.yml']));
  });

  it('reads again what it did not read whole', async () => {
    await writeFile(at('large'), 'y'.repeat(5_000_000));
    const read = host.readFile(at('large'));
    proxy.cutAfter(1);
    expect(await read).toHaveLength(5_000_000);
    expect(states.map((state) => state.is)).toEqual(['lost', 'up']);
  });

  it('follows a job on, no line lost or told twice, however often it goes', async () => {
    const jobs = openJobs(host, { directory: at('jobs') });
    const script = 'for n in $(seq 1 300); do echo "line $n"; sleep 0.01; done; exit 7';
    await jobs.start({ name: 'counting', argv: ['sh', '-c', script], cwd: home, env: {}, follow: 'log' });
    const lines: string[] = [];
    let cuts = 0;
    const onLines = (news: readonly string[], from: number) => {
      expect(from).toBe(lines.length);
      lines.push(...news);
      if (cuts === 3) return;
      cuts += 1;
      proxy.cut();
    };
    expect(await jobs.follow('counting', { onLines }, new AbortController().signal)).toEqual({ is: 'ended', exit: 7 });
    expect(lines).toEqual(Array.from({ length: 300 }, (_, n) => `line ${n + 1}`));
    expect(states.filter((state) => state.is === 'lost')).toHaveLength(cuts);
  });
});
