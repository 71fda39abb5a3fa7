import { describe, expect, it } from 'vitest';
import { answersOperator } from '../../../src/cli/operators/answers-operator.ts';
import { chain } from '../../../src/cli/operators/chain.ts';
import type { Operator, Request } from '../../../src/engine/ports.ts';
import { aBlock, aFailure, aGate, aLock, aQuestion, someQuestions } from './requests.ts';

const never = new AbortController().signal;
const decide = (request: Request, answers: Record<string, string>) =>
  answersOperator(new Map(Object.entries(answers)), 'answers.yaml').decide(request, never);

describe('answers given beforehand', () => {
  it('pass a gate with yes, a danger gate with the name of the cluster only', async () => {
    expect(await decide(aGate('confirm'), { 'roll-pd': 'yes' })).toMatchObject({
      choice: 'pass',
      by: { via: 'answers', who: 'answers.yaml' },
    });
    expect(await decide(aGate('danger'), { 'roll-pd': 'test-cluster' })).toMatchObject({
      choice: 'pass',
      text: 'test-cluster',
    });
    await expect(decide(aGate('danger'), { 'roll-pd': 'yes' })).rejects.toMatchObject({
      trouble: { code: 'answer-refused', kind: 'usage' },
    });
  });

  it('stop at a gate with no, skip a step with a reason', async () => {
    expect(await decide(aGate('danger'), { 'roll-pd': 'no' })).toMatchObject({ choice: 'leave' });
    expect(await decide(aGate('continue'), { 'roll-pd': 'skip: done by hand' })).toMatchObject({
      choice: 'skip',
      text: 'done by hand',
    });
  });

  it('answer those questions that they know', async () => {
    const questions = someQuestions(aQuestion('a', null), aQuestion('b', null));
    const decision = await decide(questions, { b: 'new', other: 'x' });
    expect([...(decision?.answers ?? [])]).toEqual([['b', 'new']]);
  });

  it('say nothing to what was not asked, and never pass a failure or a block', async () => {
    expect(await decide(aGate('continue'), {})).toBeNull();
    expect(await decide(someQuestions(aQuestion('a', null)), {})).toBeNull();
    expect(await decide(aFailure('x'), { 'roll-pd': 'yes' })).toBeNull();
    expect(await decide(aBlock(), { readiness: 'yes' })).toBeNull();
  });

  it('take a lock over with a reason only', async () => {
    expect(await decide(aLock('unknown'), { lock: 'yes' })).toBeNull();
    expect(await decide(aLock('unknown'), { lock: 'take-over: the laptop is lost' })).toMatchObject({
      choice: 'take-over',
      text: 'the laptop is lost',
    });
  });
});

describe('a chain of operators', () => {
  const saying = (choice: 'pass' | 'leave'): Operator => ({
    decide: async () => ({ choice, by: { via: 'person', who: choice } }),
  });

  it('asks the first, then the next, and ends undecided where nobody is', async () => {
    const given = answersOperator(new Map([['roll-pd', 'yes']]), 'a');
    expect(await chain(given, saying('leave')).decide(aGate('confirm'), never)).toMatchObject({ choice: 'pass' });
    expect(await chain(given, saying('leave')).decide(aBlock(), never)).toMatchObject({ choice: 'leave' });
    expect(await chain(given).decide(aBlock(), never)).toBeNull();
  });
});
