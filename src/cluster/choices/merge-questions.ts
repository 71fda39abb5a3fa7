import type { Question } from '../../engine/answers.ts';
import type { Facts } from '../../engine/fact.ts';
import type { Choices } from '../../engine/runbook.ts';
import { capacityForAll, type SharedCapacity } from '../capacity.ts';
import { capacityQuestion, hibernateRegionsQuestion } from '../merge/tuning.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { hostMemoryProbe } from '../probes/host-memory.ts';
import { upgradeMergeProbe } from '../probes/upgrade-merge.ts';
import { type MergePart, partOf } from '../upgrade-merge.ts';

/** What the merge of the inventory leaves to a person. */
export const askInventory: Choices<ClusterPorts> = {
  needs: [upgradeMergeProbe],
  ask: ({ facts, answers }) => mergeQuestions('inventory', facts, answers),
};

/** What the merge of group_vars leaves to a person. */
export const askVariables: Choices<ClusterPorts> = {
  needs: [upgradeMergeProbe],
  ask: ({ facts, answers }) => mergeQuestions('variables', facts, answers),
};

/** What the merge of conf leaves to a person, the block cache by the memory of the hosts, and hibernate-regions. */
export const askConfiguration: Choices<ClusterPorts> = {
  needs: [upgradeMergeProbe, hostMemoryProbe],
  ask: ({ facts, answers }) => [
    ...mergeQuestions('configuration', facts, answers),
    capacityQuestion(sharedCapacity(facts), facts.value(upgradeMergeProbe)?.by(answers).rows),
    hibernateRegionsQuestion(),
  ],
};

function mergeQuestions(
  part: MergePart,
  facts: Facts<ClusterPorts>,
  answers: ReadonlyMap<string, string>,
): readonly Question[] {
  const merge = facts.value(upgradeMergeProbe);
  return merge?.by(answers).questions.filter((question) => partOf(question.id) === part) ?? [];
}

/** null while the memory of any machine is not known: the smallest could be the one that is missing. */
export function sharedCapacity(facts: Facts<ClusterPorts>): SharedCapacity | null {
  const machines = (facts.value(hostMemoryProbe) ?? []).map(({ host, memoryBytes, instances }) => ({
    host,
    memoryBytes,
    instances: instances.length,
  }));
  const known = machines.flatMap((machine) =>
    machine.memoryBytes === null ? [] : [{ ...machine, memoryBytes: machine.memoryBytes }],
  );
  return known.length === machines.length ? capacityForAll(known) : null;
}
