import { type Text, text } from '../base/text.ts';
import type { Facts, Probe } from '../engine/fact.ts';
import type { ClusterPorts } from './ports/index.ts';
import type { PdStore } from './ports/pd.ts';
import { pdMembersProbe } from './probes/pd-members.ts';
import { regionStatsProbe } from './probes/region-stats.ts';
import { schedulersProbe } from './probes/schedulers.ts';
import { storesProbe } from './probes/stores.ts';

/** Whether PD's answers can be believed, and why (not). */
export interface PdReadiness {
  readonly ready: boolean | 'unknown';
  readonly evidence: Text;
}

/** What {@link pdReadiness} rests on. */
export const pdReadinessProbes: readonly Probe<ClusterPorts, unknown>[] = [
  pdMembersProbe,
  storesProbe,
  regionStatsProbe,
  schedulersProbe,
];

/**
 * Whether PD has come to itself. After a restart or a change of its leader every store reads `Down`, then `Up` without a leader
 * count, and the schedulers are `[]`, all under a 200: it looks like "drained" and is not. Ready: it has a leader, the
 * leaders of all stores add up to the regions, and there are schedulers.
 */
export function pdReadiness(facts: Facts<ClusterPorts>): PdReadiness {
  const members = facts.of(pdMembersProbe);
  const stores = facts.of(storesProbe);
  const stats = facts.of(regionStatsProbe);
  const schedulers = facts.of(schedulersProbe);
  for (const fact of [members, stores, stats, schedulers]) {
    if (!fact.known) return { ready: 'unknown', evidence: fact.why };
  }
  if (!members.known || !stores.known || !stats.known || !schedulers.known) return NOT_LOOKED;
  if (members.value.leader === null) return { ready: false, evidence: text('PD has no leader', 'PD 没有 leader') };
  const regions = stats.value.count;
  if (regions === null) {
    return { ready: 'unknown', evidence: text('PD does not tell how many regions there are', 'PD 未给出 Region 总数') };
  }
  const leaders = sumOfLeaders(stores.value);
  const figures = text(
    `leaders of all stores: ${leaders}, regions: ${regions}, schedulers: ${schedulers.value.length}`,
    `各 store 的 leader 合计 ${leaders}，Region ${regions} 个，调度器 ${schedulers.value.length} 个`,
  );
  const addsUp = regions > 0 && Math.abs(leaders - regions) <= toleranceOf(regions);
  return { ready: addsUp && schedulers.value.length > 0, evidence: figures };
}

/** Leaders on a store; null while PD is not ready: a count that is left out then means *not known*, not zero. */
export function leadersOf(store: PdStore, readiness: PdReadiness): number | null {
  return readiness.ready === true ? (store.leaderCount ?? 0) : null;
}

const NOT_LOOKED: PdReadiness = { ready: 'unknown', evidence: text('PD was not looked at yet', '尚未查看 PD') };

function sumOfLeaders(stores: readonly PdStore[]): number {
  return stores.reduce((sum, store) => sum + (store.leaderCount ?? 0), 0);
}

/** Stores and regions are asked one after the other: a split in between must not make PD "not ready". */
function toleranceOf(regions: number): number {
  return Math.max(1, Math.floor(regions / 1000));
}
