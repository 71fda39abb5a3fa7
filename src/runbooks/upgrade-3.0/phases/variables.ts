import { text } from '../../../base/text.ts';
import { writeMergedVariables } from '../../../cluster/actions/write-merged.ts';
import { mergedVariablesHold } from '../../../cluster/checks/merge-holds.ts';
import { topologyCarried } from '../../../cluster/checks/topology-carried.ts';
import { askVariables } from '../../../cluster/choices/merge-questions.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { mergedVariablesWritten } from '../../../cluster/verifies/merged-files-hold.ts';
import { showMerge } from '../../../cluster/views/merge-part.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 4.4: group_vars, and with them the ports. */
export const variables: Phase<ClusterPorts> = {
  id: 'variables',
  title: text('group_vars', '合并 group_vars'),
  why: text(
    'Ports live here, and some moved to other files in 3.0. A changed port that is left behind would make a second component.',
    '端口在这里设置，3.0 中部分端口换了文件。遗漏修改过的端口会部署出另一个组件。',
  ),
  steps: [
    {
      id: 'merge-variables',
      title: text('Merge group_vars', '合并 group_vars'),
      why: text(
        'What you changed is carried over to where 3.0 reads it. What both you and the release changed is asked, one by one.',
        '您修改过的值写入 3.0 读取的位置。您与新版本都修改过的，逐项询问。',
      ),
      source: 'checklist 4.4',
      choices: askVariables,
      gate: {
        strength: 'continue',
        title: text('Write the merged group_vars?', '写入合并后的 group_vars？'),
        means: text('Only group_vars of the new tree are written.', '仅写入新目录的 group_vars。'),
        rests: [mergedVariablesHold],
      },
      action: writeMergedVariables,
      verify: mergedVariablesWritten,
      shows: showMerge('variables'),
      putBack: {
        kind: 'hand',
        how: text('in the new tree: git checkout -- group_vars', '在新目录中：git checkout -- group_vars'),
      },
    },
    {
      id: 'same-cluster',
      title: text('Both trees describe the same cluster', '两个目录描述同一个集群'),
      why: text(
        'Inventory and group_vars together say what the playbooks will touch. They are read once more from the files, and compared with the old tree component by component.',
        'inventory 与 group_vars 共同决定 playbook 的作用对象。此处从文件重新读取，并与现用目录逐个组件比较。',
      ),
      source: 'checklist 4.3',
      checks: [topologyCarried],
      putBack: { kind: 'nothing' },
    },
  ],
};
