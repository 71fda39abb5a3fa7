import type { Shows } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type MergePart, partOf, upgradeMerge, upgradeMergeProbes } from '../upgrade-merge.ts';

/** One part of the merge: old, new and result side by side, with what is settled and what is asked. */
export function showMerge(part: MergePart): Shows<ClusterPorts> {
  return {
    needs: upgradeMergeProbes,
    everyMs: null,
    view({ facts, answers }) {
      const merged = upgradeMerge(facts, answers);
      if ('unknown' in merged) return { kind: 'text', paragraphs: [merged.unknown] };
      const { base, rows, findings, files } = merged.merge;
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
