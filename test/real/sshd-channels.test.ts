import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ControlHost } from '../../src/adapters/control-host.ts';
import { openSshHost } from '../../src/adapters/ssh/ssh-host.ts';
import { nobody } from '../support/nobody.ts';
import { needs } from '../support/real.ts';
import { keygen, type Sshd, startSshd } from '../support/sshd.ts';

/** All of them where every real test is asked for; else enough to see a leak of what belongs to one channel. */
const CHANNELS = process.env.BELAY_REAL === '1' ? 10_000 : 300;
const WARM_UP = 100;
/** What a channel may leave behind on the average: less than any object that belongs to it. */
const LEFT_BYTES = 1_000;

let home: string;
let sshd: Sshd;
let host: ControlHost;
let echo: Server;
let port: number;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** One in ten is a command, the others are tunnels, as HTTP opens them. */
async function openAndClose(n: number): Promise<void> {
  if (n % 10 === 0) {
    expect((await host.run(['echo', 'in'])).stdout).toBe('in\n');
    return;
  }
  const tunnel = await host.connect('127.0.0.1', port);
  tunnel.end('x');
  let heard = '';
  for await (const chunk of tunnel) heard += String(chunk);
  expect(heard).toBe('x');
}

async function channels(count: number): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      next += 1;
      await openAndClose(next);
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

function inUse() {
  collectGarbage();
  return { bytes: process.memoryUsage().heapUsed, resources: process.getActiveResourcesInfo().length };
}

needs('sshd')('a connection to a real OpenSSH server that is used for long', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'belay-channels-'));
    vi.stubEnv('HOME', home);
    vi.stubEnv('SSH_AUTH_SOCK', undefined);
    await mkdir(join(home, '.ssh'), { mode: 0o700 });
    const key = join(home, 'key');
    keygen('-t', 'ed25519', '-N', '', '-f', key);
    sshd = await startSshd({ directory: join(home, 'sshd'), authorized: [await readFile(`${key}.pub`, 'utf8')] });
    await writeFile(join(home, '.ssh/known_hosts'), `[127.0.0.1]:${sshd.port} ${sshd.hostKeys.ed25519}\n`);
    const control = { host: '127.0.0.1', port: sshd.port, user: userInfo().username, jump: null, knownHosts: null };
    host = await openSshHost({ ...control, identity: key }, nobody);
    echo = createServer((socket) => socket.pipe(socket));
    await new Promise<void>((ready) => echo.listen(0, '127.0.0.1', ready));
    port = (echo.address() as { port: number }).port;
  });
  afterAll(async () => {
    await host?.close();
    echo?.close();
    await sshd?.stop();
    vi.unstubAllEnvs();
    await rm(home, { recursive: true });
  });

  it(`leaves nothing behind of ${CHANNELS} channels`, { timeout: 300_000 }, async () => {
    await channels(WARM_UP);
    const before = inUse();
    await channels(CHANNELS);
    await vi.waitFor(() => expect(inUse().resources).toBeLessThanOrEqual(before.resources));
    expect((inUse().bytes - before.bytes) / CHANNELS).toBeLessThan(LEFT_BYTES);
  });
});
