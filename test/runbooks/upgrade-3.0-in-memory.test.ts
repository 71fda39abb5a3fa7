import { beforeAll, describe, expect, it } from 'vitest';
import type { Deed } from '../../src/engine/deed.ts';
import type { Operator, Request } from '../../src/engine/ports.ts';
import { type MemoryPractice, type MemorySnapshot, memoryPractice } from '../support/memory-practice.ts';
import { changesOf } from './support/changes.ts';
import { type MemoryRun, memoryRun, playbooksRun } from './support/memory-run.ts';

const MINUTES = 60_000;

describe('the whole upgrade', () => {
  let practice: MemoryPractice;
  let run: MemoryRun;
  /** Moments at which the wizard could be killed: between intent and deed, and between deed and outcome. */
  const moments: { name: string; lines: readonly string[]; from: MemorySnapshot }[] = [];

  beforeAll(async () => {
    practice = memoryPractice();
    run = await memoryRun(practice, {
      written: (line, lines) => {
        const { entry } = JSON.parse(line);
        if (!/^(drainer|merge-on|restore-)/.test(entry.step ?? '')) return;
        const take = (when: string, all: readonly string[]) =>
          moments.push({ name: `${entry.step} ${when}`, lines: all, from: practice.snapshot() });
        if (entry.type === 'intent') take('before the deed', [...lines, line]);
        if (entry.type === 'outcome') take('before the outcome', [...lines]);
      },
    });
  }, 5 * MINUTES);

  it('ends well, with nothing owed', () => {
    expect(run.state.ended?.result).toBe('done');
    expect(run.state.debts.filter((debt) => debt.settled === null)).toEqual([]);
  });

  it('leaves a world that is upgraded', () => {
    const world = practice.world().read();
    const versions = world.components
      .filter(({ kind }) => ['pd', 'tikv', 'tidb', 'pump', 'drainer'].includes(kind))
      .map(({ process }) => (process.state === 'running' ? process.version : process.state));
    expect(new Set(versions)).toEqual(new Set(['3.0.9']));
    expect(world.pd.schedule).toMatchObject({
      'merge-schedule-limit': 8,
      'replica-schedule-limit': 16,
      'max-merge-region-size': 20,
      'max-merge-region-keys': 200_000,
    });
    expect(world.pd.schedulers.filter(({ type }) => type === 'evict-leader')).toEqual([]);
  });

  it('ran every playbook once, PD alone through the excessive one', () => {
    expect(playbooksRun(run.entries).filter((command) => command.includes('rolling'))).toEqual([
      'excessive_rolling_update.yml --tags=pd',
      'rolling_update.yml --tags=tikv',
      'rolling_update.yml --tags=pump',
      'rolling_update.yml --tags=tidb',
      'rolling_update_monitor.yml',
    ]);
  });

  it('put the eviction wait back', () => {
    const path = `${practice.profile.newTree}/common_tasks/add_evict_leader_scheduler.yml`;
    expect(practice.files.get(path)?.content).toMatch(/retries: 18\n/);
    expect(practice.files.get(path)?.content).not.toMatch(/retries: 60\n/);
  });

  it('can tell of every deed whether it happened', () => {
    const deeds = run.entries.flatMap((entry): Deed[] => (entry.type === 'intent' ? [entry.deed] : []));
    const blind = deeds.filter(({ kind, proof }) => !['job', 'file', 'hand'].includes(kind) && proof === undefined);
    expect(blind.map(({ id }) => id)).toEqual([]);
  });

  it('goes on to the same end wherever it is killed, and does nothing twice', { timeout: 5 * MINUTES }, async () => {
    const whole = [...changesOf(practice.snapshot())].sort();
    expect(moments.length).toBeGreaterThan(12);
    for (const { name, lines, from } of moments) {
      const again = memoryPractice({ from });
      const { state } = await memoryRun(again, { lines });
      expect(state.ended?.result, name).toBe('done');
      expect([...changesOf(again.snapshot())].sort(), name).toEqual(whole);
    }
  });
});

/** An operator who mends what failed, then says "again"; keeps what he was asked. */
function mending(asked: Request[], mend: () => void): (good: Operator) => Operator {
  return (good) => ({
    decide: async (request, signal) => {
      asked.push(request);
      if (request.kind !== 'failed') return good.decide(request, signal);
      mend();
      return { choice: 'again', by: { via: 'person', who: 'operator' } };
    },
  });
}

async function failingAt(component: string): Promise<{ run: MemoryRun; asked: readonly Request[] }> {
  const practice = memoryPractice();
  const actor = 'test';
  practice.world().apply({ type: 'fault-set', actor, fault: { kind: 'exits-at-start', component, message: 'bad' } });
  const asked: Request[] = [];
  const operator = mending(asked, () => {
    practice.world().apply({ type: 'fault-cleared', actor, kind: 'exits-at-start', component });
  });
  return { run: await memoryRun(practice, { operator }), asked };
}

describe('an upgrade in which a TiKV does not start', () => {
  it('says what is done, left and owed, and goes on with the rest only', { timeout: 2 * MINUTES }, async () => {
    const { run, asked } = await failingAt('TiKV2-1');
    const [failed] = asked.filter((request) => request.kind === 'failed');
    expect(failed?.failure).toMatchObject({
      code: 'task-failed',
      what: { en: 'Task "wait until the TiKV port is up" failed on TiKV2-1' },
      owed: ['eviction-wait', 'evict-leader/TiKV2-1'],
    });
    expect(failed?.failure.now?.en).toContain('left: TiKV2-1 2.1.19 Disconnected, TiKV3-1 2.1.19 Up');
    expect(playbooksRun(run.entries).filter((command) => command.includes('tikv'))).toEqual([
      'rolling_update.yml --tags=tikv',
      'rolling_update.yml --tags=tikv -l TiKV2-1,TiKV3-1',
    ]);
    expect(run.state.ended?.result).toBe('done');
  });
});

describe('an upgrade in which a PD does not start', () => {
  it('stops before the next PD, and names the unit to start by hand', { timeout: 2 * MINUTES }, async () => {
    const { run, asked } = await failingAt('pd-2');
    const [blocked] = asked.filter((request) => request.kind === 'blocked');
    expect(blocked?.findings.find(({ result }) => result === 'block')?.next[0]?.en).toContain(
      '10.0.0.12 (10.0.0.12): sudo systemctl start pd-2379.service',
    );
    expect(playbooksRun(run.entries).filter((command) => command.includes('--tags=pd'))).toHaveLength(1);
    expect(run.state.ended?.result).not.toBe('done');
  });
});
