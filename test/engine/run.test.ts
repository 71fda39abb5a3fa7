import { describe, expect, it } from 'vitest';
import type { Operator } from '../../src/engine/ports.ts';
import type { JournalRecord } from '../../src/engine/records.ts';
import { runRunbook, settleRun } from '../../src/engine/run.ts';
import { findStep, openDebts, type RunState } from '../../src/engine/state.ts';
import { entriesOf, options, WILLING } from '../support/toy-options.ts';
import { scriptedOperator, toyWorld } from '../support/toy-world.ts';

const results = (state: RunState) =>
  Object.fromEntries(state.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step.result])));

describe('a run', () => {
  it('goes through every step and leaves nothing owed', async () => {
    const world = toyWorld();
    const state = await runRunbook(options({ world }));
    expect(state.ended?.result).toBe('done');
    expect(results(state)).toEqual({
      calm: 'done',
      never: 'skipped',
      conf: 'done',
      'limits/2': 'done',
      'limits/3': 'done',
      playbook: 'done',
      back: 'done',
    });
    expect(world.done).toEqual(['file conf', 'call limit-2', 'call limit-3', 'job playbook', 'call b2', 'call b3']);
    expect(openDebts(state)).toEqual([]);
    expect(state.debts.map(({ debt }) => debt.id)).toEqual(['limit2', 'limit3']);
    expect(world.lock).toBeNull();
  });

  it('writes the intent before the deed', async () => {
    const world = toyWorld();
    const seen: string[] = [];
    await runRunbook(
      options({
        world,
        onAppend: (line) => {
          const { entry } = JSON.parse(line) as JournalRecord;
          if (entry.type === 'intent') seen.push(`${entry.deed.id}: ${world.done.length}`);
        },
      }),
    );
    expect(seen).toEqual(['conf: 0', 'limit-2: 1', 'limit-3: 2', 'playbook: 3', 'b2: 4', 'b3: 5']);
  });

  it('lets no secret reach the journal, nor the file it writes into it', async () => {
    const world = toyWorld();
    const lines: string[] = [];
    await runRunbook(options({ world, lines }));
    expect(world.files.get('/conf')).toBe('red password=hunter22');
    expect(lines.join('\n')).not.toContain('hunter22');
  });

  it('shows no secret to whoever decides', async () => {
    const shown: string[] = [];
    const operator: Operator = {
      decide: (request, signal) => {
        shown.push(JSON.stringify(request));
        return scriptedOperator(WILLING).decide(request, signal);
      },
    };
    await runRunbook(options({ world: toyWorld(), operator }));
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.join('\n')).not.toContain('hunter22');
  });

  it('ends with a decision needed when nobody is there to decide', async () => {
    const world = toyWorld();
    const state = await runRunbook(options({ world, operator: { decide: async () => null } }));
    expect(state.ended?.result).toBe('decision');
    expect(state.ended?.reason?.en).toContain('colour');
    expect(world.done).toEqual([]);
  });

  it('does not pass a danger gate without the name of the cluster', async () => {
    const world = toyWorld();
    const state = await runRunbook(
      options({
        world,
        operator: scriptedOperator({
          ...WILLING,
          gate: () => ({ choice: 'pass', text: 'yes', by: { via: 'answers', who: 'file' } }),
        }),
      }),
    );
    expect(state.ended?.result).toBe('decision');
    expect(world.done).not.toContain('job playbook');
  });

  it('is blocked by a check, and goes on when it holds again', async () => {
    const world = toyWorld();
    world.settings.set('storm', true);
    const lines: string[] = [];
    const blocked = await runRunbook(options({ world, lines }));
    expect(blocked.ended?.result).toBe('blocked');
    world.settings.delete('storm');
    const state = await runRunbook(options({ world, lines }));
    expect(state.ended?.result).toBe('done');
  });

  it('asks again when what the gate rests on got worse while it was open', async () => {
    const world = toyWorld();
    const kinds: string[] = [];
    const operator = scriptedOperator({
      ...WILLING,
      gate: (request) => {
        kinds.push(`gate ${request.id}`);
        if (request.id === 'playbook' && kinds.filter((kind) => kind === 'gate playbook').length === 1) {
          world.settings.set('storm', true);
          world.now += 60_000;
        }
        return WILLING.gate(request);
      },
      blocked: (request) => {
        kinds.push(`blocked ${request.id}`);
        world.settings.delete('storm');
        return { choice: 'recheck' };
      },
    });
    const state = await runRunbook(options({ world, operator }));
    expect(kinds).toEqual(['gate conf', 'gate playbook', 'blocked playbook', 'gate playbook']);
    expect(state.ended?.result).toBe('done');
  });

  it('plans another try from what the first one did, and asks before it', async () => {
    const world = toyWorld();
    world.failing.set('playbook', 1);
    const again: string[] = [];
    const operator = scriptedOperator({
      ...WILLING,
      failed: (request) => {
        const deed = request.kind === 'failed' ? request.again?.deeds?.[0] : undefined;
        again.push(deed?.kind === 'job' ? deed.argv.join(' ') : '?');
        return { choice: 'again' };
      },
    });
    const state = await runRunbook(options({ world, operator }));
    expect(again).toEqual(['play --again']);
    expect(findStep(state, 'playbook')?.attempts.length).toBe(2);
    expect(state.ended?.result).toBe('done');
  });

  it('leaves a failure with its debts, which can be settled alone', async () => {
    const world = toyWorld();
    world.failing.set('playbook', 1);
    const lines: string[] = [];
    const failed = await runRunbook(options({ world, lines }));
    expect(failed.ended?.result).toBe('failed');
    expect(openDebts(failed).map(({ debt }) => debt.id)).toEqual(['limit2', 'limit3']);
    expect(world.lock).not.toBeNull();
    const settled = await settleRun(options({ world, lines }));
    expect(openDebts(settled)).toEqual([]);
    expect([world.settings.get('limit2'), world.settings.get('limit3')]).toEqual([0, 0]);
    expect(settled.ended?.result).toBe('failed');
  });

  it('refuses a lock that another run holds, and takes it over on a word', async () => {
    const world = toyWorld();
    world.lock = { run: 'other', user: 'ann', host: 'x', pid: 7, since: 0 };
    const refused = await runRunbook(options({ world }));
    expect(refused.ended?.result).toBe('blocked');
    expect(refused.ended?.reason?.en).toContain('ann@x');
    const taken = await runRunbook(
      options({ world, operator: scriptedOperator({ ...WILLING, lock: () => ({ choice: 'take-over' }) }) }),
    );
    expect(taken.ended?.result).toBe('done');
  });

  it('asks about a deed of which nothing can be told', async () => {
    const world = toyWorld();
    const lines: string[] = [];
    await runRunbook(options({ world, lines }));
    const cut = entriesOf(lines).findIndex((entry) => entry.type === 'intent' && entry.deed.id === 'limit-2') + 1;
    const prefix = lines.slice(0, cut);
    const record = JSON.parse(prefix[cut - 1]!);
    delete record.entry.deed.proof;
    prefix[cut - 1] = JSON.stringify(record);
    const asked: string[] = [];
    const operator = scriptedOperator({
      ...WILLING,
      unknown: (request) => {
        asked.push(request.kind === 'unknown' ? request.deed.id : '');
        return { choice: 'done' };
      },
    });
    const fresh = toyWorld();
    fresh.lock = null;
    const state = await runRunbook(options({ world: fresh, lines: prefix, operator }));
    expect(asked).toEqual(['limit-2']);
    expect(fresh.done).not.toContain('call limit-2');
    expect(state.ended?.result).toBe('done');
  });
});

describe('a verify', () => {
  it('gives a slow link ten looks, though the time is up after the first', async () => {
    const world = toyWorld();
    const given = options({ world });
    const [look, change] = given.runbook.phases;
    const slowly = change!.steps.map((step) =>
      'verify' in step && step.verify
        ? { ...step, verify: { ...step.verify, everyMs: 60_000, timeoutMs: 1_000 } }
        : step,
    );
    const state = await runRunbook({
      ...given,
      runbook: { ...given.runbook, phases: [look!, { ...change!, steps: slowly }] },
    });
    expect(state.ended?.result).toBe('done');
  });
});

describe('a runbook', () => {
  it('is refused when two of its steps have one id, and leaves no lock', async () => {
    const world = toyWorld();
    const given = options({ world });
    const [first] = given.runbook.phases;
    const twice = { ...given.runbook, phases: [first!, { ...first!, id: 'again' }] };
    await expect(runRunbook({ ...given, runbook: twice })).rejects.toThrow('two steps of toy are called calm');
    expect(world.lock).toBeNull();
  });
});

describe('an answer that a question does not take', () => {
  it('ends the run as failed, gives the lock back and says what is taken', async () => {
    const world = toyWorld();
    const lines: string[] = [];
    const operator = scriptedOperator({
      questions: () => ({ choice: 'answer', answers: new Map([['colour', 'green']]) }),
    });
    await expect(runRunbook(options({ world, lines, operator }))).rejects.toMatchObject({
      trouble: { code: 'bad-answer', kind: 'usage' },
    });
    expect(entriesOf(lines).at(-1)).toMatchObject({ type: 'run-ended', result: 'failed' });
    expect(world.lock).toBeNull();
  });
});
