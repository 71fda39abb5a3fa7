import { text } from '../../base/text.ts';
import type { Condition } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { newTreeStateProbe } from '../probes/new-tree-state.ts';

/** The new tree is not there at its tag yet. */
export const whenNewTreeMissing: Condition<ClusterPorts> = {
  id: 'new-tree-missing',
  title: text('the new tree is not there yet', '新目录尚不存在'),
  needs: [newTreeStateProbe],
  holds(facts) {
    const state = facts.value(newTreeStateProbe);
    return state === undefined ? 'unknown' : state.is !== 'right';
  },
};
