import { text } from '../../../base/text.ts';
import { writeMergedConfiguration } from '../../../cluster/actions/write-merged.ts';
import { hostMemoryKnown } from '../../../cluster/checks/host-memory-known.ts';
import { mergedConfigurationHolds } from '../../../cluster/checks/merge-holds.ts';
import { askConfiguration } from '../../../cluster/choices/merge-questions.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { mergedConfigurationWritten } from '../../../cluster/verifies/merged-files-hold.ts';
import { showMerge } from '../../../cluster/views/merge-part.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 4.5: conf, with the shared block cache and hibernate-regions. */
export const configuration: Phase<ClusterPorts> = {
  id: 'configuration',
  title: text('conf', '合并 conf'),
  why: text(
    'TiKV ignores a key that it does not know, without a word. What is gone in 3.0 must be told, not copied.',
    'TiKV 会静默忽略不认识的配置项。3.0 中移除的项需要告知，而不是照抄。',
  ),
  steps: [
    {
      id: 'merge-configuration',
      title: text('Merge conf', '合并 conf'),
      why: text(
        'What you tuned is carried over; four caches of 2.1 become the one storage.block-cache.capacity. Without it every TiKV takes about 45 % of the memory, and two on one host run out of it.',
        '您调整过的值会沿用；2.1 的四个缓存合并为 storage.block-cache.capacity。若不设置，每个 TiKV 约占内存的 45%，同机两个实例会内存不足。',
      ),
      source: 'checklist 4.5',
      checks: [hostMemoryKnown],
      choices: askConfiguration,
      gate: {
        strength: 'continue',
        title: text('Write the merged conf?', '写入合并后的 conf？'),
        means: text(
          'Only conf of the new tree is written; the cluster takes it when it is restarted.',
          '仅写入新目录的 conf；集群在重启时才会采用。',
        ),
        rests: [mergedConfigurationHolds],
      },
      action: writeMergedConfiguration,
      verify: mergedConfigurationWritten,
      shows: showMerge('configuration'),
      putBack: {
        kind: 'hand',
        how: text('in the new tree: git checkout -- conf', '在新目录中：git checkout -- conf'),
      },
    },
  ],
};
