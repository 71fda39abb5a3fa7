import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { MergeFinding } from '../../engine/view.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { baseTreeProbe } from '../probes/base-tree.ts';
import { type MergePart, partOf, upgradeMerge, upgradeMergeProbes } from '../upgrade-merge.ts';
import { finding } from './finding.ts';

/** What the merge finds about one part of the merged whole: ports that collide, labels that differ, a missing base. */
function mergeHolds(part: MergePart): Check<ClusterPorts> {
  const id = `merge-holds-${part}`;
  return {
    id,
    title: text('The merged files hold together', '合并结果无矛盾'),
    needs: upgradeMergeProbes,
    judge(facts, answers) {
      const rests = upgradeMergeProbes.map((probe) => facts.of<unknown>(probe));
      const merged = upgradeMerge(facts, answers);
      if ('unknown' in merged) {
        const what = text('what the merge comes to is not known', '合并结果未知');
        return finding({ id, result: 'unknown', what, why: merged.unknown }, rests);
      }
      const { base, rows, findings } = merged.merge;
      const here = rows.filter((row) => partOf(row.place ?? row.path) === part);
      const count = (verdict: string) => here.filter((row) => row.verdict === verdict).length;
      const summary = finding(
        {
          id,
          result: base.found ? 'ok' : 'warn',
          what: text(
            `carried over: ${count('carried') + count('moved') + count('renamed')}, decided by you: ${count('conflict')}, gone: ${count('retired')}, new defaults: ${count('new-default')}`,
            `沿用：${count('carried') + count('moved') + count('renamed')}，由您决定：${count('conflict')}，已移除：${count('retired')}，新默认值：${count('new-default')}`,
          ),
          why: base.how,
        },
        [facts.of(baseTreeProbe)],
      );
      return [
        summary,
        ...findings.filter((found) => partOf(found.where) === part).map((found) => told(id, found, rests)),
      ];
    },
  };
}

const RESULTS = { block: 'block', warn: 'warn', info: 'ok' } as const;

function told(id: string, found: MergeFinding, rests: Parameters<typeof finding>[1]) {
  const { code, where, severity, what, why, next } = found;
  return finding({ id: `${id}/${code}/${where}`, result: RESULTS[severity], what, why, next }, rests);
}

/** The merged inventory holds together. */
export const mergedInventoryHolds = mergeHolds('inventory');

/** The merged group_vars hold together. */
export const mergedVariablesHold = mergeHolds('variables');

/** The merged conf holds together. */
export const mergedConfigurationHolds = mergeHolds('configuration');
