import { text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { newTreeStateProbe } from '../probes/new-tree-state.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeMergeProbe } from '../probes/upgrade-merge.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';

/** The new tree's commit is the tag's, and its inventory is for that version. What else is read from the tree is read anew. */
export const newTreeAtTarget: Verify<ClusterPorts> = {
  id: 'new-tree-at-target',
  title: text('the new tree is at its tag', '新目录处于目标 tag'),
  needs: [upgradeSettingsProbe, newTreeStateProbe, topologyProbe, upgradeMergeProbe],
  everyMs: 2_000,
  timeoutMs: 30_000,
  judge({ facts }) {
    const state = facts.of(newTreeStateProbe);
    if (!state.known) return { holds: 'not-yet', evidence: state.why };
    if (state.value.is === 'missing') return { holds: 'not-yet', evidence: text('it is not there', '目录不存在') };
    if (state.value.is === 'wrong') return { holds: 'no', evidence: state.value.why };
    const tag = facts.value(upgradeSettingsProbe)?.target ?? '';
    const commit = state.value.commit.slice(0, 10);
    return {
      holds: 'yes',
      evidence: text(`HEAD and the tag ${tag} are commit ${commit}`, `HEAD 与 tag ${tag} 均为提交 ${commit}`),
    };
  },
};
