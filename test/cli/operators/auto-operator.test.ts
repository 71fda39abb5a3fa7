import { describe, expect, it } from 'vitest';
import { autoOperator } from '../../../src/cli/operators/auto-operator.ts';
import type { Clock, Request } from '../../../src/engine/ports.ts';
import { aBlock, aFailure, aFinding, aGate, aLock, anUnknown, aQuestion, someQuestions } from './requests.ts';

const never = new AbortController().signal;

function sleeplessClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return { slept, now: () => 0, sleep: async (ms) => void slept.push(ms) };
}

const decide = (request: Request) => autoOperator(sleeplessClock()).decide(request, never);

describe('the good operator at a gate', () => {
  it('goes on when nothing speaks against it, warnings read, and types the name of the cluster', async () => {
    const gate = aGate('danger', [aFinding('ok'), aFinding('warn')]);
    expect(await decide(gate)).toMatchObject({ choice: 'pass', text: 'test-cluster', by: { via: 'auto' } });
  });

  it('passes nothing that is blocked', async () => {
    for (const strength of ['continue', 'confirm', 'danger'] as const) {
      expect(await decide(aGate(strength, [aFinding('block')]))).toBeNull();
    }
  });

  it('passes what is not known only where nothing much happens', async () => {
    expect(await decide(aGate('continue', [aFinding('unknown')]))).toMatchObject({ choice: 'pass' });
    expect(await decide(aGate('confirm', [aFinding('unknown')]))).toBeNull();
    expect(await decide(aGate('danger', [aFinding('unknown')]))).toBeNull();
  });
});

describe('the good operator asked questions', () => {
  it('takes what is proposed, else says that it is so, else keeps what the cluster had', async () => {
    const questions = someQuestions(
      aQuestion('a', 'new'),
      aQuestion('cold-backup', null, ['yes', 'no']),
      aQuestion('c', null),
    );
    const decision = await decide(questions);
    expect(Object.fromEntries(decision?.answers ?? [])).toEqual({ a: 'new', 'cold-backup': 'yes', c: 'yours' });
  });

  it('leaves open what he cannot know', async () => {
    expect(await decide(someQuestions(aQuestion('size', null, [])))).toBeNull();
  });
});

describe('the good operator in trouble', () => {
  it('goes on twice after the same failure, then settles what is owed, then leaves', async () => {
    const operator = autoOperator(sleeplessClock());
    const choices: (string | undefined)[] = [];
    for (let n = 0; n < 4; n += 1) {
      choices.push((await operator.decide(aFailure('tikv-down', { owed: ['evict/1'] }), never))?.choice);
    }
    expect(choices).toEqual(['again', 'again', 'settle', 'leave']);
  });

  it('counts different failures each for itself', async () => {
    const operator = autoOperator(sleeplessClock());
    for (const code of ['a', 'b', 'a', 'b']) {
      expect(await operator.decide(aFailure(code), never)).toMatchObject({ choice: 'again' });
    }
  });

  it('does not go on when nothing can be planned', async () => {
    expect(await decide(aFailure('x', { again: null }))).toMatchObject({ choice: 'leave' });
  });

  it('waits for what blocks to mend itself, but not for ever', async () => {
    const clock = sleeplessClock();
    const operator = autoOperator(clock);
    let rechecks = 0;
    while ((await operator.decide(aBlock(), never)) !== null) rechecks += 1;
    expect(rechecks).toBeGreaterThan(2);
    expect(clock.slept).toHaveLength(rechecks);
  });

  it('follows what was looked at when an outcome is not known', async () => {
    expect(await decide(anUnknown('done'))).toMatchObject({ choice: 'done' });
    expect(await decide(anUnknown('not-done'))).toMatchObject({ choice: 'repeat' });
    expect(await decide(anUnknown('unclear'))).toBeNull();
  });

  it('takes a lock over from the dead alone', async () => {
    expect(await decide(aLock(false))).toMatchObject({ choice: 'take-over' });
    expect(await decide(aLock(true))).toBeNull();
    expect(await decide(aLock('unknown'))).toBeNull();
  });
});
