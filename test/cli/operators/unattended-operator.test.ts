import { describe, expect, it } from 'vitest';
import { unattendedOperator } from '../../../src/cli/operators/unattended-operator.ts';
import type { Request } from '../../../src/engine/ports.ts';
import { aBlock, aFailure, aGate, aQuestion, someQuestions } from './requests.ts';

async function shown(request: Request): Promise<readonly string[]> {
  const lines: string[] = [];
  const style = { lang: 'en', ascii: true, color: false } as const;
  const operator = unattendedOperator({ style, line: (words) => lines.push(words) });
  expect(await operator.decide(request, new AbortController().signal)).toBeNull();
  return lines;
}

describe('where nobody can decide', () => {
  it('shows with which commands a failed step would go on', async () => {
    const lines = await shown(aFailure('task-failed'));
    expect(lines[0]).toBe('  Going on would do:');
    expect(lines[1]).toContain('control$ ansible-playbook rolling_update.yml --tags=pd');
    expect(await shown(aFailure('task-failed', { again: null }))).toEqual([]);
  });

  it('shows every open question by its id, with the answers that it takes', async () => {
    expect(await shown(someQuestions(aQuestion('a', 'new'), aQuestion('b', null)))).toEqual([
      '  ? a: About a',
      '      yours: take yours',
      '      new: take new  (proposed)',
      '      "text: …": a number',
      '  ? b: About b',
      '      yours: take yours',
      '      new: take new',
      '      "text: …": a number',
    ]);
  });

  it('shows what a gate takes', async () => {
    expect(await shown(aGate('confirm'))).toEqual(['  ? roll-pd: Start the rolling update  (yes, no, skip: <reason>)']);
    expect((await shown(aGate('danger')))[0]).toContain('(test-cluster, no, skip: <reason>)');
  });

  it('adds nothing to a check that blocks: its findings were shown', async () => {
    expect(await shown(aBlock())).toEqual([]);
  });
});
