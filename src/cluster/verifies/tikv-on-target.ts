import { joinTexts, type Text, text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import { pdReadiness, pdReadinessProbes } from '../pd-readiness.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { schedulersProbe } from '../probes/schedulers.ts';
import { storesProbe } from '../probes/stores.ts';
import { type TikvStatusPage, tikvStatusPagesProbe } from '../probes/tikv-status-pages.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { isEvictScheduler } from '../rolling/evict-debt.ts';
import { leadersLeftWords } from '../rolling/leaders-left.ts';
import { tikvStandings } from '../rolling/tikv-standings.ts';
import { lookTwice } from './look-twice.ts';
import { allDone, rolledEvidence } from './rolled.ts';

/**
 * Every TiKV is Up on the target and answers on a status port of its own; PD is ready and holds no evict scheduler: seen
 * twice, because in the window after a restart of PD a removed scheduler comes back from storage.
 */
export const tikvOnTarget: Verify<ClusterPorts> = {
  id: 'tikv-on-target',
  title: text(
    'every TiKV is Up on the new version, answers on its own status port, and no evict scheduler is left',
    '所有 TiKV 均为新版本且 Up，各自的状态端口有响应，且没有残留的 evict-leader 调度器',
  ),
  needs: [topologyProbe, upgradeSettingsProbe, tikvStatusPagesProbe, ...pdReadinessProbes],
  everyMs: 3_000,
  timeoutMs: 300_000,
  judge({ facts, tried }, memory) {
    const topology = facts.value(topologyProbe);
    const settings = facts.value(upgradeSettingsProbe);
    const stores = facts.value(storesProbe);
    if (!topology || !settings || !stores) {
      return { holds: 'not-yet', evidence: text('PD does not tell its stores', 'PD 未给出 store 列表') };
    }
    const standings = tikvStandings(topology, stores, settings.target);
    const readiness = pdReadiness(facts);
    const silent = withoutOwnPage(facts.value(tikvStatusPagesProbe) ?? []);
    const evicting = (facts.value(schedulersProbe) ?? []).filter(isEvictScheduler);
    const pagesSeen = facts.of(tikvStatusPagesProbe).known && silent.length === 0;
    const evidence = joinTexts(
      [
        rolledEvidence(standings, settings.target),
        readiness.evidence,
        ...silent,
        ...evicting.map(leftScheduler),
        ...leadersLeftWords(tried),
      ],
      '; ',
    );
    const holds = allDone(standings) && readiness.ready === true && pagesSeen && evicting.length === 0;
    return lookTwice(holds, evidence, memory);
  },
};

function withoutOwnPage(pages: readonly TikvStatusPage[]): readonly Text[] {
  return pages.flatMap((page) => {
    const twin = pages.find((other) => other.name !== page.name && other.url !== null && other.url === page.url);
    if (twin) {
      return [
        text(
          `${page.name} shares ${page.url} with ${twin.name}: give each its own tikv_status_port`,
          `${page.name} 与 ${twin.name} 共用 ${page.url}：请各自设置 tikv_status_port`,
        ),
      ];
    }
    if (page.answers) return [];
    return [
      text(
        `${page.name} has no status page at ${page.url ?? '?'}: ${page.why?.en ?? '?'}`,
        `${page.name} 的状态页 ${page.url ?? '?'} 无响应：${page.why?.zh ?? '?'}`,
      ),
    ];
  });
}

function leftScheduler(name: string): Text {
  return text(`${name} is still there`, `${name} 仍然存在`);
}
