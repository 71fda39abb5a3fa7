import { text } from '../../../base/text.ts';
import { writeMergedInventory } from '../../../cluster/actions/write-merged.ts';
import { mergedInventoryHolds } from '../../../cluster/checks/merge-holds.ts';
import { askInventory } from '../../../cluster/choices/merge-questions.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { mergedInventoryWritten } from '../../../cluster/verifies/merged-files-hold.ts';
import { showMerge } from '../../../cluster/views/merge-part.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 4.3: the inventory, by merging and never by copying. */
export const inventory: Phase<ClusterPorts> = {
  id: 'inventory',
  title: text('The inventory', '合并 inventory.ini'),
  why: text(
    'Hosts, ports and directories must be exactly those of the running cluster. What the new release brings must stay.',
    '主机、端口、目录必须与运行中的集群完全一致，同时保留新版本新增的内容。',
  ),
  steps: [
    {
      id: 'merge-inventory',
      title: text('Merge inventory.ini', '合并 inventory.ini'),
      why: text(
        'Your hosts and settings go into the layout of the new file. TiKVs that share a host get a status port each: in 3.0 they would collide without a word.',
        '您的主机与设置写入新文件的布局中。同机的 TiKV 各自获得状态端口：3.0 中它们会无声冲突。',
      ),
      source: 'checklist 4.3',
      choices: askInventory,
      gate: {
        strength: 'continue',
        title: text('Write the merged inventory?', '写入合并后的 inventory？'),
        means: text('Only inventory.ini of the new tree is written.', '仅写入新目录的 inventory.ini。'),
        rests: [mergedInventoryHolds],
      },
      action: writeMergedInventory,
      verify: mergedInventoryWritten,
      shows: showMerge('inventory'),
      putBack: {
        kind: 'hand',
        how: text('in the new tree: git checkout -- inventory.ini', '在新目录中：git checkout -- inventory.ini'),
      },
    },
  ],
};
