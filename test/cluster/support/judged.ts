import type { ClusterPorts } from '../../../src/cluster/ports/index.ts';
import type { Answers } from '../../../src/engine/answers.ts';
import type { Check, Finding } from '../../../src/engine/check.ts';
import type { Facts } from '../../../src/engine/fact.ts';

/** All findings of a check. */
export function judgeAll(
  check: Check<ClusterPorts>,
  facts: Facts<ClusterPorts>,
  answers: Answers = new Map(),
): readonly Finding[] {
  const judged = check.judge(facts, answers);
  return 'id' in judged ? [judged] : judged;
}

/** The one finding of a check. */
export function judge(check: Check<ClusterPorts>, facts: Facts<ClusterPorts>, answers: Answers = new Map()): Finding {
  const [finding, ...more] = judgeAll(check, facts, answers);
  if (!finding || more.length > 0) throw new Error(`${check.id} gave ${more.length + (finding ? 1 : 0)} findings`);
  return finding;
}

/** The English of what is to be done next. */
export const nextOf = (finding: Finding): readonly string[] => finding.next.map((step) => step.en);
