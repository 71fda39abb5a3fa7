import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { UpgradeMerge } from '../upgrade-merge.ts';
import { baseTreeProbe } from './base-tree.ts';
import { oldTreeProbe } from './old-tree.ts';
import { pristineTreeProbe } from './pristine-tree.ts';
import { seen, unseenFor } from './reading.ts';

/**
 * The merge of the whole trees. It starts from the new release as published, never from the files that lie in the new
 * tree, so that merging again comes to the same.
 */
export const upgradeMergeProbe: Probe<ClusterPorts, UpgradeMerge> = {
  id: 'upgrade-merge',
  title: text('The merge of the trees', '新旧目录的合并'),
  shelfLifeMs: 60_000,
  needs: [baseTreeProbe, oldTreeProbe, pristineTreeProbe],
  async read(_ports, facts) {
    const base = facts.of(baseTreeProbe);
    if (!base.known) return unseenFor(base);
    const old = facts.of(oldTreeProbe);
    if (!old.known) return unseenFor(old);
    const pristine = facts.of(pristineTreeProbe);
    if (!pristine.known) return unseenFor(pristine);
    const merge = new UpgradeMerge({
      base: base.value.found ? base.value.files : null,
      baseHow: base.value.how,
      old: old.value.files,
      new: pristine.value.files,
    });
    return seen(merge, { kind: 'derived', from: [old.value.root, pristine.value.root] });
  },
};
