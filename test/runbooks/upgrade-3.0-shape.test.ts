import { describe, expect, it } from 'vitest';
import type { Text } from '../../src/base/text.ts';
import type { ClusterPorts } from '../../src/cluster/ports/index.ts';
import type { Step } from '../../src/engine/runbook.ts';
import { upgrade30 } from '../../src/runbooks/upgrade-3.0/index.ts';

const steps: readonly Step<ClusterPorts>[] = upgrade30.phases.flatMap((phase) =>
  phase.steps.flatMap((entry) => ('over' in entry ? [] : [entry])),
);
const sentences = ({ en }: Text) => en.split(/[.?!](?=\s|$)/).filter((part) => part.trim() !== '').length;

/** Done by a person, whose word is all the proof there is. */
const BY_HAND = ['spark-stop', 'spark-jar', 'spark-start', 'spark-try'];
/** Puts back what an earlier step owed, or changes nothing. */
const PUTS_BACK = ['restore-eviction-wait', 'spark-try'];

describe('the upgrade as a checklist', () => {
  it('has the phases of the checklist in its order', () => {
    expect(upgrade30.phases.map((phase) => phase.id)).toEqual([
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
      'tispark',
      'report',
    ]);
  });

  it('names every phase and every step once', () => {
    const ids = [...upgrade30.phases, ...steps].map(({ id }) => id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    expect(twice).toEqual([]);
  });

  it('says why in at most three sentences, in both languages, and where the rule stands', () => {
    const wrong = steps.filter(({ why, title, source }) => {
      const empty = [why.en, why.zh, title.en, title.zh, source].some((words) => words.trim() === '');
      return empty || sentences(why) > 3;
    });
    expect(wrong.map(({ id, why }) => `${id}: ${why.en}`)).toEqual([]);
  });

  it('proves everything that it changes', () => {
    const unproven = steps.filter((step) => step.action && !step.verify && !BY_HAND.includes(step.id));
    expect(unproven.map(({ id }) => id)).toEqual([]);
  });

  it('says of everything that it changes how it is taken back, or why not', () => {
    const silent = steps.filter(
      (step) => step.action && step.putBack.kind === 'nothing' && !PUTS_BACK.includes(step.id),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});
