import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { filesAt } from './git.ts';
import { newTreeProbe } from './new-tree.ts';
import { commandSource, seen, unseen, unseenFor } from './reading.ts';
import type { TreeFiles } from './tree-files.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/**
 * The new tree's configuration as its tag has it. The merge starts from this and not from the files that lie there, so
 * that merging again changes nothing.
 */
export const pristineTreeProbe: Probe<ClusterPorts, TreeFiles> = {
  id: 'pristine-tree',
  title: text('The new release as it is published', '新版本发布时的原始文件'),
  // What a tag holds does not change; an hour bounds what a moved tag could do.
  shelfLifeMs: 3_600_000,
  needs: [upgradeSettingsProbe, newTreeProbe],
  async read({ hosts }, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    const tree = facts.of(newTreeProbe);
    if (!tree.known) return unseenFor(tree);
    const { target } = settings.value;
    const files = await filesAt(hosts.control, tree.value.root, target, tree.value.files.keys());
    const source = commandSource('control', ['git', 'show', `${target}:inventory.ini`]);
    return files.has('inventory.ini')
      ? seen({ root: tree.value.root, files }, source)
      : unseen(
          text(
            `${tree.value.root} has no ${target}:inventory.ini`,
            `${tree.value.root} 中没有 ${target}:inventory.ini`,
          ),
          source,
        );
  },
};
