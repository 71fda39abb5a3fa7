import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPractice, stopPractice } from '../../src/practice/start.ts';
import { GRAFANA_PASSWORD } from '../../src/practice/trees/customised.ts';
import { type Belay, builtBelay } from '../support/built-belay.ts';

/** One run of the good operator for all tests here: told to end in its middle, then resumed to its end. */
const PATIENCE_MS = 400_000;
let dir: string;
let belay: Belay;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'belay-run-'));
  belay = await builtBelay(dir);
}, PATIENCE_MS);
afterAll(async () => {
  for (const name of await readdir(join(dir, 'practice'))) await stopPractice(join(dir, 'practice', name));
  await rm(dir, { recursive: true });
});

async function json(...words: string[]) {
  const { exit, stdout, stderr } = await belay.run(...words, '--json');
  return { exit, answer: JSON.parse(stdout), stderr };
}

describe('a practice without a terminal', () => {
  it('is walked by the good operator, and saved when it is told to end', { timeout: PATIENCE_MS }, async () => {
    const walking = belay.start('practice');
    await walking.until('✔ Let the playbook wait longer');
    walking.signal('SIGTERM');
    const { exit, stdout } = await walking.ended;
    expect(exit).toBe(130);
    expect(stdout).toContain('Go on: belay resume');
    expect(stdout).not.toContain('\u001b');
    const { answer } = await json('runs');
    expect(answer.runs).toMatchObject([{ runbook: 'upgrade-3.0', cluster: 'test-cluster', result: 'interrupted' }]);
  });

  it('keeps what it owes in view, and puts it back', { timeout: PATIENCE_MS }, async () => {
    const { answer, exit } = await json('debts');
    expect(exit).toBe(0);
    expect(answer.debts.map((debt: { id: string }) => debt.id)).toEqual(['eviction-wait']);
    expect(Object.keys(answer.debts[0])).toEqual(['id', 'run', 'what', 'original']);
    expect(await json('debts', '--settle')).toMatchObject({ exit: 0, answer: { debts: [] } });
  });

  it('goes on to its end, the good operator inherited', { timeout: PATIENCE_MS }, async () => {
    const { exit, answer, stderr } = await json('resume');
    expect({ exit, result: answer.result, debts: answer.debts }).toEqual({ exit: 0, result: 'done', debts: [] });
    expect(stderr).toContain('Resumed');
    expect(stderr).not.toContain('▶ Release notes');
    expect(answer.phases.map((phase: { result: string }) => phase.result)).toEqual(answer.phases.map(() => 'done'));
    expect(answer.phases.map((phase: { id: string }) => phase.id)).not.toContain('tispark');
    for (const phase of answer.phases) {
      expect(Object.keys(phase)).toEqual(['id', 'result', 'steps']);
      for (const step of phase.steps) expect(['done', 'skipped']).toContain(step.result);
    }
  });

  it('ends its cluster, and keeps what it did private', async () => {
    const [name = ''] = await readdir(join(dir, 'practice'));
    expect(await findPractice(join(dir, 'practice', name))).toBeNull();
    const [run = ''] = await readdir(join(dir, 'runs'));
    expect((await stat(join(dir, 'runs', run))).mode & 0o777).toBe(0o700);
    expect((await stat(join(dir, 'runs', run, 'journal.jsonl'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(dir, 'runs', run, 'journal.jsonl'), 'utf8')).not.toContain(GRAFANA_PASSWORD);
  });

  it('is told by its report', async () => {
    const { answer } = await json('runs');
    const { id } = answer.runs[0];
    const { stdout, exit } = await belay.run('report', id);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^# TiDB 2\.1/);
    expect(stdout).toContain('ansible-playbook excessive_rolling_update.yml --tags=pd');
    expect(stdout).not.toContain(GRAFANA_PASSWORD);
    const asJson = await belay.run('report', id, '--format', 'json');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ run: id, result: 'done', cluster: 'test-cluster' });
    expect(await json('report', id, '--format', 'html')).toMatchObject({
      exit: 2,
      answer: { error: { code: 'html-not-there' } },
    });
    expect(await json('replay', id)).toMatchObject({ exit: 2, answer: { error: { code: 'replay-not-there' } } });
    expect(await json('resume', id)).toMatchObject({ exit: 2, answer: { error: { code: 'run-is-done' } } });
    expect(await json('resume')).toMatchObject({ exit: 2, answer: { error: { code: 'nothing-to-resume' } } });
  });
});
