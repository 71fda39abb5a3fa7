import { text } from '../../../base/text.ts';
import { cloneNewTree } from '../../../cluster/actions/clone-new-tree.ts';
import { newTreeUsable } from '../../../cluster/checks/new-tree-usable.ts';
import { playbookFitsSupervision } from '../../../cluster/checks/playbook-fits-supervision.ts';
import { whenNewTreeMissing } from '../../../cluster/conditions/new-tree-missing.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { newTreeAtTarget } from '../../../cluster/verifies/new-tree-at-target.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 4.1: tidb-ansible at exactly the target's tag, beside the old one. */
export const newTree: Phase<ClusterPorts> = {
  id: 'new-tree',
  title: text('The new tree', '新的 tidb-ansible 目录'),
  why: text(
    'Each release is deployed by its own playbooks. A tree of another version would install the wrong thing without a word.',
    '每个版本由对应的 playbook 部署。版本不符的目录会在没有提示的情况下装错版本。',
  ),
  steps: [
    {
      id: 'clone',
      title: text('Clone tidb-ansible at its tag', '按 tag 克隆 tidb-ansible'),
      why: text(
        'It goes to a directory of its own; the old tree stays as it is. That its commit is the tag’s is looked at afterwards.',
        '克隆到单独的目录，现用目录保持不变。之后会核对其提交与 tag 一致。',
      ),
      source: 'checklist 4.1',
      when: whenNewTreeMissing,
      checks: [newTreeUsable],
      action: cloneNewTree,
      verify: newTreeAtTarget,
      putBack: { kind: 'hand', how: text('remove the new tree', '删除新目录') },
    },
    {
      id: 'which-playbook',
      title: text('Which playbook rolls the update', '使用哪个 playbook 滚动升级'),
      why: text(
        'With systemd PD’s service gets a new name in 3.0, and only the excessive playbook knows the old one.',
        '使用 systemd 时，3.0 中 PD 的服务改了名，只有 excessive playbook 认得旧名。',
      ),
      source: 'checklist 4.1',
      checks: [playbookFitsSupervision],
      putBack: { kind: 'nothing' },
    },
  ],
};
