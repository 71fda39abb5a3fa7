import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopPractice } from '../../src/practice/start.ts';
import { GRAFANA_PASSWORD } from '../../src/practice/trees/customised.ts';
import { type Belay, builtBelay } from '../support/built-belay.ts';

/** One practice cluster for all tests here, served alone: nothing here changes its world for good. */
let dir: string;
let belay: Belay;
let served: { profile: string; pd: string; ssh: string; logs: string; pid: number };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'belay-served-'));
  belay = await builtBelay(join(dir, 'state'), dir);
  const { exit, stdout, stderr } = await belay.run('practice', '--serve', '--speed', '10', '--json');
  if (exit !== 0) throw new Error(stderr);
  served = JSON.parse(stdout);
}, 120_000);
afterAll(async () => {
  await stopPractice(dirname(served.profile));
  await rm(dir, { recursive: true });
});

async function json(...words: string[]) {
  const { exit, stdout, stderr } = await belay.run(...words, '--json');
  return { exit, answer: JSON.parse(stdout), stderr };
}

async function post(path: string, method: string, body?: object) {
  const answer = await fetch(`${served.pd}/pd/api/v1${path}`, { method, body: body ? JSON.stringify(body) : null });
  expect(answer.status).toBe(200);
}

describe('belay practice --serve', () => {
  it('returns when the cluster is ready, and tells where it is', async () => {
    expect(served).toEqual({
      profile: expect.stringContaining('belay.yaml'),
      pd: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      ssh: expect.stringMatching(/^tidb@127\.0\.0\.1:\d+$/),
      logs: expect.any(String),
      pid: expect.any(Number),
    });
  });
});

describe('belay watch --once', () => {
  it('tells how the cluster stands, in its form', async () => {
    const { exit, answer } = await json('watch', '--once', '--pd', served.pd);
    expect(exit).toBe(0);
    expect(Object.keys(answer)).toEqual(['pd', 'stores', 'regions', 'schedulers', 'limits']);
    expect(answer.pd).toMatchObject({ leader: expect.any(String), ready: true });
    expect(answer.pd.members).toHaveLength(3);
    expect(answer.stores).toHaveLength(4);
    expect(answer.stores[0]).toEqual({
      id: 1,
      address: '10.0.0.14:20171',
      version: expect.stringContaining('2.1.19'),
      state: 'Up',
      leaders: expect.any(Number),
      regions: expect.any(Number),
      evicting: false,
    });
    expect(answer.regions).toEqual({ count: 900, empty: expect.any(Number) });
    expect(answer.limits['leader-schedule-limit']).toEqual(expect.any(Number));
  });

  it('fails when nobody answers', async () => {
    const { exit, answer } = await json('watch', '--once', '--pd', 'http://127.0.0.1:1');
    expect({ exit, code: answer.error.code }).toEqual({ exit: 1, code: 'pd-unreachable' });
  });
});

describe('belay watch', () => {
  it('goes on until it is told to end', async () => {
    const watching = belay.start('watch', '--pd', served.pd);
    await watching.until('10.0.0.14:20171');
    watching.signal('SIGTERM');
    expect((await watching.ended).exit).toBe(130);
  });
});

describe('belay check', () => {
  it('tells every finding; warnings do not end badly', async () => {
    const { exit, answer } = await json('check', 'upgrade-3.0', '--profile', served.profile);
    expect({ exit, result: answer.result }).toEqual({ exit: 0, result: 'done' });
    expect(answer.checks.length).toBeGreaterThan(8);
    for (const check of answer.checks) {
      expect(Object.keys(check)).toEqual(['id', 'result', 'what', 'why', 'next', 'source', 'seenAt']);
      expect(['ok', 'warn', 'block', 'unknown']).toContain(check.result);
    }
    expect(answer.checks).toContainEqual(expect.objectContaining({ result: 'warn' }));
  });

  it('is blocked by an evict scheduler that somebody left behind', async () => {
    await post('/schedulers', 'POST', { name: 'evict-leader-scheduler', store_id: 1 });
    const { exit, answer } = await json('check', 'upgrade-3.0', '--profile', served.profile, '--lang', 'zh');
    await post('/schedulers/evict-leader-scheduler-1', 'DELETE');
    expect({ exit, result: answer.result }).toEqual({ exit: 4, result: 'blocked' });
    expect(answer.checks.find((check: { result: string }) => check.result === 'block').what).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('belay plan', () => {
  it('says exactly what would be done, and shows no secret', async () => {
    const { exit, answer } = await json('plan', 'upgrade-3.0', '--profile', served.profile);
    expect({ exit, runbook: answer.runbook }).toEqual({ exit: 0, runbook: 'upgrade-3.0' });
    const steps = answer.phases.flatMap((phase: { steps: object[] }) => phase.steps);
    for (const step of steps) {
      expect(Object.keys(step)).toEqual(['id', 'when', 'gate', 'commands', 'files', 'calls', 'putBack']);
    }
    expect(new Set(steps.map((step: { id: string }) => step.id)).size).toBe(steps.length);
    const commands = steps.flatMap((step: { commands: { argv: string[] }[] }) => step.commands);
    expect(commands.map((command: { argv: string[] }) => command.argv.join(' '))).toContain(
      'ansible-playbook excessive_rolling_update.yml --tags=pd',
    );
    expect(steps.map((step: { gate: { strength: string } | null }) => step.gate?.strength)).toContain('danger');
    expect(answer.phases.map((phase: { id: string }) => phase.id)).not.toContain('tispark');
    expect(JSON.stringify(answer)).not.toContain(GRAFANA_PASSWORD);
    const plain = await belay.run('plan', 'upgrade-3.0', '--profile', served.profile, '--ascii');
    expect(plain.stdout).toContain('control$ ansible-playbook local_prepare.yml');
    expect(plain.stdout).not.toContain(GRAFANA_PASSWORD);
  });
});

describe('belay run without anybody to ask', () => {
  it('ends with 3 at the first gate that nobody answers, and leaves the cluster unlocked', async () => {
    const { exit, answer, stderr } = await json('run', 'upgrade-3.0', '--profile', served.profile);
    expect({ exit, result: answer.result }).toEqual({ exit: 3, result: 'decision' });
    expect(answer.phases[0]).toMatchObject({ id: 'readiness', result: 'decision' });
    expect(answer.phases[0].steps).toContainEqual({ id: 'release-notes', result: 'decision' });
    expect(answer.phases[1].result).toBe('pending');
    expect(stderr).toContain(`belay resume ${answer.run}`);
  });

  it('goes on with answers, which are inherited, and stops where they say so', async () => {
    await writeFile(join(dir, 'first.yaml'), 'release-notes: yes\n');
    await writeFile(join(dir, 'second.yaml'), 'notice: no\n');
    const first = await json('run', 'upgrade-3.0', '--profile', served.profile, '--answers', 'first.yaml');
    expect(first.exit).toBe(3);
    const second = await json('resume', first.answer.run, '--answers', 'second.yaml');
    expect({ exit: second.exit, result: second.answer.result }).toEqual({ exit: 130, result: 'interrupted' });
    const steps = second.answer.phases[0].steps;
    expect(steps).toContainEqual({ id: 'release-notes', result: 'done' });
    expect(steps).toContainEqual({ id: 'notice', result: 'interrupted' });
  });

  it('refuses an answer that is none with 2, and goes on when it is mended', async () => {
    await writeFile(join(dir, 'wrong.yaml'), 'release-notes: perhaps\n');
    await writeFile(join(dir, 'right.yaml'), 'release-notes: yes\n');
    const { exit, answer } = await json('run', 'upgrade-3.0', '--profile', served.profile, '--answers', 'wrong.yaml');
    expect({ exit, code: answer.error.code }).toEqual({ exit: 2, code: 'answer-refused' });
    const mended = await json('resume', '--answers', 'right.yaml');
    expect(mended.exit).toBe(3);
    expect(mended.answer.phases[0].steps).toContainEqual({ id: 'release-notes', result: 'done' });
  });

  it('ends with 4 where a check blocks', async () => {
    await post('/schedulers', 'POST', { name: 'evict-leader-scheduler', store_id: 1 });
    const { exit, answer } = await json('run', 'upgrade-3.0', '--profile', served.profile);
    await post('/schedulers/evict-leader-scheduler-1', 'DELETE');
    expect({ exit, result: answer.result }).toEqual({ exit: 4, result: 'blocked' });
    expect(answer.phases[0].result).toBe('blocked');
  });

  it('refuses a profile that was changed under a run', async () => {
    const { answer } = await json('runs');
    const run = answer.runs.at(-1);
    expect(Object.keys(run)).toEqual(['id', 'runbook', 'cluster', 'result', 'startedAt', 'endedAt', 'debts']);
    const other = [
      'runbook: upgrade-3.0',
      'cluster: other',
      'oldTree: /o',
      'newTree: /n',
      'target: v3.0.9',
      'backupDir: /b',
    ];
    await writeFile(join(dir, 'other.yaml'), other.join('\n'));
    const resumed = await json('resume', run.id, '--profile', 'other.yaml');
    expect({ exit: resumed.exit, code: resumed.answer.error.code }).toEqual({ exit: 2, code: 'profile-changed' });
  });
});
