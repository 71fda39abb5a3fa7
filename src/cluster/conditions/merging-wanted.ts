import { text } from '../../base/text.ts';
import type { Answers } from '../../engine/answers.ts';
import type { Condition } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';

/** The question whether regions are to be merged. */
export const MERGING_QUESTION = 'region-merging';

/** Regions are to be merged: the answer was not to leave it as it is. */
export const mergingWanted: Condition<ClusterPorts> = {
  id: 'merging-wanted',
  title: text('regions are to be merged', '选择开启 Region Merge'),
  needs: [],
  holds: (_facts, answers) => wantsMerging(answers) ?? 'unknown',
};

/** null: not answered yet. */
export function wantsMerging(answers: Answers): boolean | null {
  const answer = answers.get(MERGING_QUESTION);
  return answer === undefined ? null : answer === 'on';
}
