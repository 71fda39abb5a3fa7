import type { Text } from '../base/text.ts';
import type { Answers } from '../engine/answers.ts';
import type { Facts } from '../engine/fact.ts';
import { mergeTrees } from './merge/merge-trees.ts';
import type { MergeResult } from './merge/types.ts';
import type { ClusterPorts } from './ports/index.ts';
import { baseTreeProbe } from './probes/base-tree.ts';
import { oldTreeProbe } from './probes/old-tree.ts';
import { pristineTreeProbe } from './probes/pristine-tree.ts';

/** The part of the trees that one phase merges, in the order of the checklist (4.3, 4.4, 4.5). */
export type MergePart = 'inventory' | 'variables' | 'configuration';

/** What {@link upgradeMerge} rests on. */
export const upgradeMergeProbes = [baseTreeProbe, oldTreeProbe, pristineTreeProbe] as const;

/**
 * The merge of the whole trees, by what is known and answered now. It starts from the new release as published, never
 * from the files that lie in the new tree, so that merging again comes to the same.
 */
export function upgradeMerge(
  facts: Facts<ClusterPorts>,
  answers: Answers,
): { readonly merge: MergeResult } | { readonly unknown: Text } {
  const base = facts.of(baseTreeProbe);
  if (!base.known) return { unknown: base.why };
  const old = facts.of(oldTreeProbe);
  if (!old.known) return { unknown: old.why };
  const pristine = facts.of(pristineTreeProbe);
  if (!pristine.known) return { unknown: pristine.why };
  const merge = mergeTrees({
    base: base.value.found ? base.value.files : null,
    baseHow: base.value.how,
    old: old.value.files,
    new: pristine.value.files,
    answers,
  });
  return { merge };
}

/** The part that a path, a place (`path#key`) or a question's id belongs to. Ids without a path are questions of conf. */
export function partOf(place: string): MergePart {
  if (place.startsWith('inventory.ini')) return 'inventory';
  return place.startsWith('group_vars/') ? 'variables' : 'configuration';
}
