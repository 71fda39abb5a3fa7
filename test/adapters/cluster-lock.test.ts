import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clusterLock } from '../../src/adapters/cluster-lock.ts';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import type { Lock, LockHolder } from '../../src/engine/ports.ts';
import { codeOf } from './support/errors.ts';
import { temporaryDirectory } from './support/temporary.ts';

const here = 'desk.example';

function holder(run: string, more: Partial<LockHolder> = {}): LockHolder {
  return { run, user: 'tidb', host: here, pid: process.pid, since: 1_700_000_000_000.5, ...more };
}

async function lockIn(cluster = 'test-cluster'): Promise<{ lock: Lock; directory: string; path: string }> {
  const directory = join(await temporaryDirectory(), 'locks');
  const lock = clusterLock(openLocalHost(), { directory, cluster });
  return { lock, directory, path: join(directory, `${cluster}.lock`) };
}

/** The pid of a process that was and is no more. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('the lock of a cluster', () => {
  it('is taken once, told to the second, and free after release', async () => {
    const { lock } = await lockIn();
    expect(await lock.take(holder('one'))).toBeNull();
    expect(await lock.take(holder('two'))).toEqual({ heldBy: holder('one'), alive: true });
    await lock.release(holder('one'));
    expect(await lock.take(holder('two'))).toBeNull();
  });

  it('is held already by the process that took it, whenever it asks', async () => {
    const { lock } = await lockIn();
    await lock.take(holder('one'));
    expect(await lock.take(holder('one', { since: 1 }))).toBeNull();
    await lock.release(holder('one', { since: 0 }));
    expect(await lock.take(holder('two'))).toBeNull();
  });

  it('goes to exactly one of many who ask at once', async () => {
    const { lock, directory } = await lockIn();
    const asking = Array.from({ length: 8 }, (_, i) => lock.take(holder(`run-${i}`)));
    const answers = await Promise.all(asking);
    const taken = answers.flatMap((answer, i) => (answer === null ? [`run-${i}`] : []));
    expect(taken).toHaveLength(1);
    for (const answer of answers) if (answer) expect(answer.heldBy.run).toBe(taken[0]);
    expect(await readdir(directory)).toEqual(['test-cluster.lock']);
  });

  it('is taken up again by its own run after a kill, and by no other', async () => {
    const { lock } = await lockIn();
    const killed = holder('one', { pid: await deadPid() });
    await lock.take(killed);
    expect(await lock.take(holder('two'))).toEqual({ heldBy: killed, alive: false });
    expect(await lock.take(holder('one'))).toBeNull();
    expect(await lock.take(holder('two'))).toEqual({ heldBy: holder('one'), alive: true });
  });

  it('takes a killed process that nobody has collected yet for gone', async () => {
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void parent.kill());
    const [said] = await once(parent.stdout, 'data');
    const killed = holder('one', { pid: Number(said) });
    const { lock } = await lockIn();
    await lock.take(killed);
    await expect.poll(() => lock.take(holder('two'))).toEqual({ heldBy: killed, alive: false });
  });

  it('is not shared by two living processes of one run', async () => {
    const { lock } = await lockIn();
    const other = holder('one', { pid: process.ppid });
    await lock.take(other);
    expect(await lock.take(holder('one'))).toEqual({ heldBy: other, alive: true });
  });

  it('does not guess about processes of another host', async () => {
    const { lock } = await lockIn();
    const elsewhere = holder('one', { host: 'other.example' });
    await lock.take(elsewhere);
    expect(await lock.take(holder('two'))).toEqual({ heldBy: elsewhere, alive: 'unknown' });
    expect(await lock.take(holder('one'))).toEqual({ heldBy: elsewhere, alive: 'unknown' });
  });

  it('is taken over only from exactly the holder that was shown', async () => {
    const { lock } = await lockIn();
    const shown = holder('one');
    await lock.take(shown);
    expect(await codeOf(lock.takeOver(holder('two'), { ...shown, since: 1 }))).toBe('lock-changed');
    await lock.takeOver(holder('two'), shown);
    expect(await codeOf(lock.takeOver(holder('three'), shown))).toBe('lock-changed');
    expect(await lock.take(holder('four'))).toEqual({ heldBy: holder('two'), alive: true });
  });

  it('is taken over by exactly one of many who saw the same holder', async () => {
    const { lock } = await lockIn();
    const dead = holder('dead', { pid: await deadPid() });
    await lock.take(dead);
    const codes = await Promise.all(Array.from({ length: 6 }, (_, i) => codeOf(lock.takeOver(holder(`${i}`), dead))));
    expect(codes.filter((code) => code === 'lock-changed')).toHaveLength(5);
  });

  it('can be taken over when it was released in the meantime', async () => {
    const { lock } = await lockIn();
    await lock.take(holder('one'));
    await lock.release(holder('one'));
    await lock.takeOver(holder('two'), holder('one'));
    expect(await lock.take(holder('three'))).toMatchObject({ heldBy: { run: 'two' } });
  });

  it('is not released by who does not hold it', async () => {
    const { lock } = await lockIn();
    await lock.take(holder('one'));
    await lock.takeOver(holder('two'), holder('one'));
    await lock.release(holder('one'));
    expect(await lock.take(holder('three'))).toMatchObject({ heldBy: { run: 'two' } });
  });

  it.each([
    ['empty', ''],
    ['torn', '{"run":"one","user":"ti'],
    ['no lock of ours', '12345\n'],
    ['a pid that means a process group', JSON.stringify(holder('one', { pid: -1 }))],
    ['a pid that is no number', JSON.stringify({ ...holder('one'), pid: '1' })],
    ['binary', '\u0000\ufffd\n\n'],
  ])('shows a file that is %s as unreadable, and lets it be taken over', async (_what, content) => {
    const { lock, path } = await lockIn();
    await lock.take(holder('one'));
    await writeFile(path, content);
    const held = await lock.take(holder('two'));
    expect(held).toMatchObject({ alive: 'unknown', heldBy: { run: expect.stringContaining('unreadable'), user: '?' } });
    await lock.takeOver(holder('two'), held!.heldBy);
    expect(await lock.take(holder('two'))).toBeNull();
  });

  it('shows no escape sequence of a forged holder', async () => {
    const { lock, path } = await lockIn();
    await lock.take(holder('one'));
    await writeFile(path, JSON.stringify(holder('\u001b[2Jone', { user: 'ti\u202edb' })));
    const held = await lock.take(holder('two'));
    expect(held?.heldBy).toMatchObject({ run: 'one', user: 'tidb' });
    await lock.takeOver(holder('two'), held!.heldBy);
    expect(await lock.take(holder('two'))).toBeNull();
  });

  it.each(['..', '../../etc/cron.d/x', "a'; touch x; '", 'a b\n', '测试'])(
    'stays in its directory for a cluster named %j',
    async (name) => {
      const { lock, directory } = await lockIn(name);
      expect(await lock.take(holder('one'))).toBeNull();
      expect(await readdir(directory)).toHaveLength(1);
      expect(await readdir(join(directory, '..'))).toEqual(['locks']);
      await lock.release(holder('one'));
      expect(await lock.take(holder('two'))).toBeNull();
    },
  );

  it('is private and whole on the disk', async () => {
    const { lock, directory, path } = await lockIn();
    await lock.take(holder('one'));
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(holder('one'));
    expect(((await stat(directory)).mode & 0o777).toString(8)).toBe('700');
  });

  it('says lock-unusable where no directory can be made', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');
    const lock = clusterLock(openLocalHost(), { directory: join(file, 'locks'), cluster: 'x' });
    expect(await codeOf(lock.take(holder('one')))).toBe('lock-unusable');
  });
});
