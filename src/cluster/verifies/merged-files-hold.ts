import { REDACTED } from '../../base/redact.ts';
import { text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import type { MergeRow } from '../../engine/view.ts';
import { dialectOf } from '../merge/dialect.ts';
import type { MergeResult } from '../merge/types.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { newTreeProbe } from '../probes/new-tree.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeMergeProbe } from '../probes/upgrade-merge.ts';
import { type MergePart, partOf } from '../upgrade-merge.ts';

/**
 * The files of one part, read back from the new tree, load again, are what the merge wrote, and every decided value
 * stands where it was meant to. The topology is read anew, for it comes from these files from now on.
 */
function mergedFilesHold(part: MergePart): Verify<ClusterPorts> {
  return {
    id: `merged-files-hold-${part}`,
    title: text('the merged files load and say what was meant', '合并后的文件可加载且内容符合预期'),
    needs: [upgradeMergeProbe, newTreeProbe, topologyProbe],
    everyMs: 1_000,
    timeoutMs: 10_000,
    judge({ facts, answers }) {
      const merge = facts.of(upgradeMergeProbe);
      if (!merge.known) return { holds: 'not-yet', evidence: merge.why };
      const merged = merge.value.by(answers);
      const there = facts.of(newTreeProbe);
      if (!there.known) return { holds: 'not-yet', evidence: there.why };
      const wrong = wrongFiles(merged, there.value.files, part);
      if (wrong.length > 0) {
        const list = wrong.join(', ');
        return { holds: 'no', evidence: text(`not as meant: ${list}`, `与预期不符：${list}`) };
      }
      const files = [...merged.tree.keys()].filter((path) => partOf(path) === part).length;
      const values = decidedRows(merged, part).length;
      return {
        holds: 'yes',
        evidence: text(
          `${files} files read back and loaded, ${values} values stand where they were meant to`,
          `读回并加载 ${files} 个文件，${values} 项取值与预期一致`,
        ),
      };
    },
  };
}

/** The merged inventory.ini holds. */
export const mergedInventoryWritten = mergedFilesHold('inventory');

/** The merged group_vars hold. */
export const mergedVariablesWritten = mergedFilesHold('variables');

/** The merged conf holds. */
export const mergedConfigurationWritten = mergedFilesHold('configuration');

function wrongFiles(merge: MergeResult, there: ReadonlyMap<string, string>, part: MergePart): readonly string[] {
  const paths = [...merge.tree.keys()].filter((path) => partOf(path) === part);
  const differing = paths.filter((path) => there.get(path) !== merge.tree.get(path));
  const unreadable = paths.filter((path) => {
    const read = dialectOf(path)?.read(there.get(path) ?? '');
    return read != null && 'problems' in read;
  });
  const misplaced = decidedRows(merge, part)
    .filter((row) => !standsThere(row, there))
    .map((row) => row.id);
  return [...new Set([...differing, ...unreadable, ...misplaced])];
}

/** Rows of which the value is written somewhere in this part. */
function decidedRows(merge: MergeResult, part: MergePart): readonly MergeRow[] {
  return merge.rows.filter(
    (row) => row.result !== null && row.result !== REDACTED && partOf(row.place ?? row.path) === part,
  );
}

/** Whether the value of a row is in effect, or is the commented default, at its place. Lines of hosts are compared whole above. */
function standsThere(row: MergeRow, there: ReadonlyMap<string, string>): boolean {
  const [path = '', key = ''] = (row.place ?? row.id).split(/#(.*)/s);
  const dialect = dialectOf(path);
  const read = dialect?.read(there.get(path) ?? '');
  if (!dialect || !read || 'problems' in read) return true;
  const side = read.file.sides.get(key);
  const value = side?.set ?? side?.commented;
  if (value === undefined || value === null) return path === 'inventory.ini';
  return row.result !== null && dialect.same(value, row.result);
}
