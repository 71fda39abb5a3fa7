import { text, verbatim } from '../../base/text.ts';
import type { FileDeed } from '../../engine/deed.ts';
import type { Action, Planned } from '../../engine/runbook.ts';
import { unifiedDiff } from '../../formats/unified-diff.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { newTreeProbe } from '../probes/new-tree.ts';
import { pristineTreeProbe } from '../probes/pristine-tree.ts';
import { upgradeMergeProbe } from '../probes/upgrade-merge.ts';
import { type MergePart, partOf } from '../upgrade-merge.ts';

/**
 * Writes one part of the merged tree into the new tree: only the files that differ from what lies there. A file that is
 * neither as published nor as merged was changed by somebody, and is not overwritten.
 */
function writeMerged(part: MergePart): Action<ClusterPorts> {
  return {
    id: `write-merged-${part}`,
    needs: [upgradeMergeProbe, pristineTreeProbe, newTreeProbe],
    plan({ facts, answers }) {
      const merge = facts.of(upgradeMergeProbe);
      if (!merge.known) return { later: merge.why };
      const { tree, undecided } = merge.value.by(answers);
      const there = facts.of(newTreeProbe);
      if (!there.known) return { later: there.why };
      const open = undecided.filter((id) => partOf(id) === part);
      if (open.length > 0) return { later: text(`to be decided: ${open.join(', ')}`, `待决定：${open.join('、')}`) };

      const pristine = facts.value(pristineTreeProbe)?.files ?? new Map<string, string>();
      const { root, files } = there.value;
      const wanted = [...tree].filter(([path, content]) => partOf(path) === part && files.get(path) !== content);
      const foreign = wanted.map(([path]) => path).filter((path) => files.get(path) !== pristine.get(path));
      if (foreign.length > 0) return changedBySomebody(root, foreign);
      return { deeds: wanted.map(([path, content]) => rewrite(root, path, files.get(path) ?? null, content)) };
    },
  };
}

/** Writes the merged inventory.ini. */
export const writeMergedInventory = writeMerged('inventory');

/** Writes the merged group_vars. */
export const writeMergedVariables = writeMerged('variables');

/** Writes the merged conf. */
export const writeMergedConfiguration = writeMerged('configuration');

function rewrite(root: string, path: string, before: string | null, after: string): FileDeed {
  return {
    kind: 'file',
    id: path,
    title: text(`write ${path}`, `写入 ${path}`),
    host: 'control',
    path: `${root}/${path}`,
    before,
    after,
    diff: unifiedDiff(`${root}/${path}`, before, after),
  };
}

function changedBySomebody(root: string, paths: readonly string[]): Planned {
  const list = paths.join(' ');
  return {
    cannot: {
      what: text(`changed by somebody else in ${root}: ${list}`, `${root} 中已被他人修改：${list}`),
      why: text(
        'it is neither what the release ships nor what this merge writes; writing would lose that change',
        '内容既不是发布时的原文，也不是本次合并的结果；写入会丢失该修改',
      ),
      next: [
        verbatim(`cd ${root} && git diff ${list}`),
        text(`to merge anew: cd ${root} && git checkout -- ${list}`, `重新合并：cd ${root} && git checkout -- ${list}`),
        text('to keep it as it is: skip this step, with the reason', '保留现状：跳过此步骤并说明原因'),
      ],
    },
  };
}
