import { describe, expect, it } from 'vitest';
import { text } from '../../src/base/text.ts';
import type { Deed } from '../../src/engine/deed.ts';
import { runRunbook } from '../../src/engine/run.ts';
import type { Step } from '../../src/engine/runbook.ts';
import { options, WILLING } from '../support/toy-options.ts';
import { settingsProbe } from '../support/toy-runbook.ts';
import { scriptedOperator, type ToyWorld, toyWorld } from '../support/toy-world.ts';

describe('a step without a gate', () => {
  const deedOf = (value: number): Deed => ({
    id: 'set',
    kind: 'call',
    title: text('set', 'set'),
    method: 'POST',
    url: 'http://toy/settings',
    body: { twice: value },
    okStatus: [200],
    proof: { kind: 'json', url: 'http://toy/settings', at: ['twice'], equals: value },
  });
  const twice: Step<ToyWorld> = {
    id: 'twice',
    title: text('twice', 'twice'),
    why: text('why', 'why'),
    source: 'toy',
    putBack: { kind: 'nothing' },
    action: {
      id: 'double',
      needs: [settingsProbe],
      plan: ({ facts }) => ({ deeds: [deedOf(facts.value(settingsProbe)?.get('version') === 'new' ? 2 : 1)] }),
    },
  };

  it('asks after all when it does something else than the plan had shown', async () => {
    const world = toyWorld();
    const asked: string[] = [];
    const operator = scriptedOperator({
      ...WILLING,
      gate: (request) => {
        asked.push(request.kind === 'gate' ? `${request.id}: ${request.step.gate?.title.en}` : '');
        return WILLING.gate(request);
      },
    });
    const given = options({ world, operator });
    const [look, change] = given.runbook.phases;
    const phases = [look!, { ...change!, steps: [...change!.steps, twice] }];
    const state = await runRunbook({ ...given, runbook: { ...given.runbook, phases } });
    expect(state.ended?.result).toBe('done');
    expect(asked).toContain('twice: What this step does has changed');
    expect(world.settings.get('twice')).toBe(2);
  });

  it('asks nothing when it does what was shown', async () => {
    const world = toyWorld();
    world.settings.set('version', 'new');
    const asked: string[] = [];
    const operator = scriptedOperator({
      ...WILLING,
      gate: (request) => {
        asked.push(request.id);
        return WILLING.gate(request);
      },
    });
    const given = options({ world, operator });
    const [look, change] = given.runbook.phases;
    await runRunbook({ ...given, runbook: { ...given.runbook, phases: [look!, { ...change!, steps: [twice] }] } });
    expect(asked).toEqual([]);
    expect(world.settings.get('twice')).toBe(2);
  });
});
