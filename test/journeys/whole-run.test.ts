import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPractice, stopPractice } from '../../src/practice/start.ts';
import { readStatus } from '../../src/practice/status.ts';
import { isRunning } from '../support/alive.ts';
import { type Belay, builtBelay, type Ended } from '../support/built-belay.ts';
import { expectNothingTwice } from '../support/expect-once.ts';
import { expectUpgraded } from '../support/expect-upgraded.ts';
import { leftBehind } from '../support/left-behind.ts';

const PATIENCE_MS = 300_000;
let dir: string;
let belay: Belay;
let ended: Ended;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'belay-whole-'));
  belay = await builtBelay(dir);
  ended = await belay.run('practice', '--auto', '--json');
}, PATIENCE_MS);

afterAll(async () => {
  for (const name of await readdir(join(dir, 'practice'))) await stopPractice(join(dir, 'practice', name));
  await rm(dir, { recursive: true });
});

describe('the whole upgrade on the practice cluster', () => {
  it('ends well, every phase done, nothing owed', () => {
    expect({ exit: ended.exit, stderr: ended.stderr }).toMatchObject({ exit: 0 });
    const answer = JSON.parse(ended.stdout);
    expect(Object.keys(answer)).toEqual(['run', 'runbook', 'result', 'phases', 'debts']);
    expect(answer).toMatchObject({ runbook: 'upgrade-3.0', result: 'done', debts: [] });
    for (const phase of answer.phases) {
      expect(Object.keys(phase)).toEqual(['id', 'result', 'steps']);
      expect([phase.id, phase.result]).toEqual([phase.id, 'done']);
      expect(phase.steps.length).toBeGreaterThan(0);
      for (const step of phase.steps) {
        expect(Object.keys(step)).toEqual(['id', 'result']);
        expect([step.id, ['done', 'skipped'].includes(step.result)]).toEqual([step.id, true]);
      }
    }
    expect(answer.phases.map(({ id }: { id: string }) => id)).toEqual(PHASES);
  });

  it('leaves a cluster that is upgraded, by its own word', async () => {
    await expectUpgraded(await leftBehind(dir));
  });

  it('does nothing twice', async () => {
    expectNothingTwice(await leftBehind(dir));
  });

  it('ends its cluster, whose world stays', async () => {
    const left = await leftBehind(dir);
    expect(await findPractice(left.dir)).toBeNull();
    const status = await readStatus(left.dir);
    expect(status?.serving).toBe(false);
    await expect.poll(() => isRunning(status?.pid ?? 0)).toBe(false);
    expect(await readFile(join(left.dir, 'logs/practice.log'), 'utf8')).toBe('');
  });
});

/** In the order of the checklist; TiSpark is left out where the inventory has none. */
const PHASES = [
  'readiness',
  'backup',
  'new-tree',
  'control-machine',
  'inventory',
  'variables',
  'configuration',
  'download',
  'eviction-wait',
  'rolling-update',
  'region-merging',
  'monitoring',
  'after-checks',
  'drainer',
  'report',
];
