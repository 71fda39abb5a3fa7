import type { Shows } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { upgradeMergeProbe } from '../probes/upgrade-merge.ts';
import { type MergePart, partOf } from '../upgrade-merge.ts';

/** One part of the merge: old, new and result side by side, with what is settled and what is asked. */
export function showMerge(part: MergePart): Shows<ClusterPorts> {
  return {
    needs: [upgradeMergeProbe],
    everyMs: null,
    view({ facts, answers }) {
      const merge = facts.of(upgradeMergeProbe);
      if (!merge.known) return { kind: 'text', paragraphs: [merge.why] };
      const { base, rows, findings, files } = merge.value.by(answers);
      return {
        kind: 'merge',
        base,
        rows: rows.filter((row) => partOf(row.place ?? row.path) === part),
        findings: findings.filter((finding) => partOf(finding.where) === part),
        files: files.filter((file) => partOf(file.path) === part),
      };
    },
  };
}
