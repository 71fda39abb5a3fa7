import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { Fact } from '../../engine/fact.ts';
import type { MergeFinding } from '../../engine/view.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { baseTreeProbe } from '../probes/base-tree.ts';
import { upgradeMergeProbe } from '../probes/upgrade-merge.ts';
import { type MergePart, partOf } from '../upgrade-merge.ts';
import { finding, notKnown } from './finding.ts';

/** What the merge finds about one part of the merged whole: ports that collide, labels that differ, a missing base. */
function mergeHolds(part: MergePart): Check<ClusterPorts> {
  const id = `merge-holds-${part}`;
  return {
    id,
    title: text('The merged files hold together', '合并结果无矛盾'),
    needs: [upgradeMergeProbe, baseTreeProbe],
    judge(facts, answers) {
      const merge = facts.of(upgradeMergeProbe);
      if (!merge.known) return notKnown(id, text('what the merge comes to', '合并结果'), merge);
      const { base, rows, findings } = merge.value.by(answers);
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
        ...findings.filter((found) => partOf(found.where) === part).map((found) => told(id, found, merge)),
      ];
    },
  };
}

const RESULTS = { block: 'block', warn: 'warn', info: 'ok' } as const;

function told(id: string, found: MergeFinding, merge: Fact<unknown>) {
  const { code, where, severity, what, why, next } = found;
  return finding({ id: `${id}/${code}/${where}`, result: RESULTS[severity], what, why, next }, [merge]);
}

/** The merged inventory holds together. */
export const mergedInventoryHolds = mergeHolds('inventory');

/** The merged group_vars hold together. */
export const mergedVariablesHold = mergeHolds('variables');

/** The merged conf holds together. */
export const mergedConfigurationHolds = mergeHolds('configuration');
