import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openLocalHost } from '../../../src/adapters/local/local-host.ts';
import { isRunning } from '../../support/alive.ts';
import { behavesAsHost } from '../../support/host-contract.ts';

describe('the local control machine', () => {
  const host = openLocalHost();
  behavesAsHost(() => host);

  it('ends the whole group of a command that takes too long', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'belay-'));
    const script = 'sleep 600 & echo $! >pid.new; mv pid.new pid; wait';
    const running = host.run(['sh', '-c', script], { cwd: directory, timeoutMs: 1_000 });
    await expect(running).rejects.toMatchObject({ trouble: { code: 'timeout' } });
    const pid = Number(await readFile(join(directory, 'pid'), 'utf8'));
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
  });

  it('connects to what listens, and says what does not', async () => {
    const server = createServer((socket) => socket.end('hello'));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as { port: number };
    const socket = await host.connect('127.0.0.1', port);
    const heard: Buffer[] = [];
    for await (const chunk of socket) heard.push(chunk as Buffer);
    expect(Buffer.concat(heard).toString()).toBe('hello');
    await new Promise((closed) => server.close(closed));
    await expect(host.connect('127.0.0.1', port)).rejects.toMatchObject({ trouble: { code: 'unreachable' } });
  });

  it('knows its environment', async () => {
    expect((await host.environment()).PATH).toBe(process.env.PATH);
  });
});
