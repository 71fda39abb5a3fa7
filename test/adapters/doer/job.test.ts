import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Cancelled } from '../../../src/base/errors.ts';
import type { JobDeed } from '../../../src/engine/deed.ts';
import { type AnsibleEventBody, formatAnsibleEvent } from '../../../src/formats/ansible-events.ts';
import { bench, deed, never } from './bench.ts';

function job(directory: string, script: string, more: Partial<JobDeed> = {}): JobDeed {
  return deed<JobDeed>({
    kind: 'job',
    host: 'control',
    argv: ['sh', '-c', script],
    cwd: directory,
    env: {},
    follow: 'log',
    okExits: [0],
    touches: [],
    ...more,
  });
}

/** A script that says these events as our plugin would, prints, and ends with `exit`. */
async function playbook(directory: string, bodies: readonly AnsibleEventBody[], exit: number): Promise<string> {
  const path = join(directory, 'events-to-tell');
  await writeFile(path, bodies.map((body, n) => `${formatAnsibleEvent({ n, at: n, ...body })}\n`).join(''));
  return `cat events-to-tell >>"$BELAY_EVENTS"; echo PLAY RECAP; exit ${exit}`;
}

const task = { task: 'start TiKV', path: 'roles/x.yml:3', action: 'systemd' };
const stats = (failures: number): AnsibleEventBody => ({
  event: 'stats',
  hosts: {
    'TiKV1-1': { ok: 3, changed: 1, failures, unreachable: 0, skipped: 0, rescued: 0, ignored: 0 },
  },
});
const play: AnsibleEventBody = { event: 'play', name: 'rolling update tikv', hosts: ['TiKV1-1'], serial: true };

describe('a job', () => {
  it('is followed to its end, with every line', async () => {
    const { doer, directory, context } = await bench();
    const told = context('run_step_0_job');
    const outcome = await doer.perform(job(directory, 'echo one; echo two'), told);
    expect(outcome).toEqual({ ok: true, code: 0, said: 'one\ntwo' });
    expect(told.lines).toEqual(['one', 'two']);
  });

  it('fails with its exit code and its last words, and says where its log is', async () => {
    const { doer, directory, context } = await bench();
    const outcome = await doer.perform(job(directory, 'echo broken download; exit 2'), context('job'));
    expect(outcome).toMatchObject({ ok: false, code: 2, said: 'broken download', trouble: { code: 'job-failed' } });
    expect(outcome.trouble?.next[0]?.en).toContain(join(directory, 'jobs', 'job', 'log'));
  });

  it('is never started twice under one name: it is followed again, from its first line', async () => {
    const { doer, directory, context } = await bench();
    const once = job(directory, 'echo ran >>runs; echo said');
    await doer.perform(once, context('job'));
    const again = context('job');
    expect(await doer.perform(once, again)).toMatchObject({ ok: true, said: 'said' });
    expect(again.lines).toEqual(['said']);
    expect(await readFile(join(directory, 'runs'), 'utf8')).toBe('ran\n');
  });

  it('goes on when the operator leaves, and can be followed later', async () => {
    const { doer, directory, context } = await bench();
    const long = job(directory, 'echo begun; until [ -e go ]; do sleep 0.05; done; echo done');
    const leaving = new AbortController();
    const left = context('job', leaving.signal);
    const performing = doer.perform(long, { ...left, onLines: () => leaving.abort() });
    await expect(performing).rejects.toBeInstanceOf(Cancelled);
    expect((await doer.look(long, 'job', never)).is).toBe('running');
    await writeFile(join(directory, 'go'), '');
    expect(await doer.perform(long, context('job'))).toMatchObject({ ok: true, said: 'begun\ndone' });
  });

  it('is interrupted as by Ctrl-C', async () => {
    const { doer, directory, context } = await bench();
    const long = job(directory, "trap 'echo stopped; exit 99' INT; echo begun; while :; do sleep 0.05; done");
    const told = context('job');
    const performing = doer.perform(long, { ...told, onLines: () => void doer.interrupt('job') });
    expect(await performing).toMatchObject({ ok: false, code: 99 });
  });

  it('that has ended unseen is followed for its log and its end', async () => {
    const { doer, directory, context } = await bench();
    const ended = job(directory, 'exit 2');
    await doer.perform(ended, context('job'));
    const look = await doer.look(ended, 'job', never);
    expect(look.is).toBe('running');
    expect(look.evidence.en).toContain('exit 2');
  });

  it('was not done when it never was, and is unclear when its end was lost', async () => {
    const { doer, directory } = await bench();
    const lost = job(directory, 'true');
    expect((await doer.look(lost, 'job', never)).is).toBe('not-done');
    await mkdir(join(directory, 'jobs', 'job'), { recursive: true });
    await writeFile(join(directory, 'jobs', 'job', 'begun'), '1 1 another-boot\n');
    expect((await doer.look(lost, 'job', never)).is).toBe('unclear');
  });

  it('fails as lost when it is gone without a word', async () => {
    const { doer, directory, context } = await bench();
    const path = join(directory, 'jobs', 'job');
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'begun'), '1 1 another-boot\n');
    const outcome = await doer.perform(job(directory, 'touch ran'), context('job'));
    expect(outcome).toMatchObject({ ok: false, code: null, trouble: { code: 'job-lost' } });
    await expect(readFile(join(directory, 'ran'))).rejects.toThrow('ENOENT');
    await rm(path, { recursive: true });
  });
});

describe('a playbook', () => {
  it('tells its tasks, and leaves its summary in the outcome', async () => {
    const { doer, directory, context } = await bench();
    const ok: AnsibleEventBody = {
      event: 'result',
      ...task,
      host: 'TiKV1-1',
      state: 'changed',
      message: '',
      seconds: 1,
      attempts: null,
    };
    const script = await playbook(directory, [play, { event: 'task', handler: false, ...task }, ok, stats(0)], 0);
    const told = context('job');
    const outcome = await doer.perform(job(directory, script, { follow: 'ansible' }), told);
    expect(outcome).toMatchObject({ ok: true, code: 0, detail: { told: 'complete', hostsFinished: ['TiKV1-1'] } });
    expect(told.tasks.map(({ what, state }) => `${what}: ${state}`)).toEqual([
      'PLAY rolling update tikv: started',
      'start TiKV: started',
      'start TiKV: changed',
      'PLAY RECAP: ended',
    ]);
  });

  it('that fails names the task, the host and what it said', async () => {
    const { doer, directory, context } = await bench();
    const bad: AnsibleEventBody = {
      event: 'result',
      ...task,
      host: 'TiKV1-1',
      state: 'failed',
      message: 'the status port did not answer',
      seconds: 300,
      attempts: null,
    };
    const script = await playbook(directory, [play, bad, stats(1)], 2);
    const outcome = await doer.perform(job(directory, script, { follow: 'ansible' }), context('job'));
    expect(outcome).toMatchObject({
      ok: false,
      code: 2,
      trouble: {
        code: 'task-failed',
        what: { en: 'Task "start TiKV" failed on TiKV1-1' },
        why: { en: 'the status port did not answer\nroles/x.yml:3' },
      },
      detail: { failedTask: { host: 'TiKV1-1' }, hostsFinished: [] },
    });
  });

  it.each([
    [99, 'job-interrupted'],
    [143, 'job-killed'],
    [1, 'job-failed'],
  ])('that ends with %i without a recap fails as %s', async (exit, code) => {
    const { doer, directory, context } = await bench();
    const script = await playbook(directory, [play], exit);
    const outcome = await doer.perform(job(directory, script, { follow: 'ansible' }), context('job'));
    expect(outcome).toMatchObject({ ok: false, code: exit, trouble: { code } });
  });

  it('says when no event came, though all went well', async () => {
    const { doer, directory, context } = await bench();
    const outcome = await doer.perform(job(directory, 'echo ok', { follow: 'ansible' }), context('job'));
    expect(outcome).toMatchObject({ ok: true, detail: { told: 'no-events' } });
  });
});
