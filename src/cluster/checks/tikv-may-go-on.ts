import { text } from '../../base/text.ts';
import type { Check, Finding } from '../../engine/check.ts';
import type { Facts } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { schedulersProbe } from '../probes/schedulers.ts';
import { storesProbe } from '../probes/stores.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { evictSchedulerName, isEvictScheduler } from '../rolling/evict-debt.ts';
import { reachOf } from '../rolling/standing.ts';
import { storeOf, tikvStandings } from '../rolling/tikv-standings.ts';
import { addressOf } from '../topology.ts';
import { noEvictionsLeft } from './no-evictions-left.ts';
import { regionsHealthy } from './regions-healthy.ts';
import { storesUp } from './stores-up.ts';

/**
 * One more TiKV may be restarted: all stores Up, regions whole, no evict scheduler. After a failure the TiKV that it failed on
 * may be away and keep its scheduler, for the next run begins with it and removes that first (tidb-ansible v3.0.9,
 * add_evict_leader_scheduler.yml); anything beside it still blocks. PD reads a TiKV that has just stopped as Up.
 */
export const tikvMayGoOn: Check<ClusterPorts> = {
  id: 'tikv-may-go-on',
  title: text('One more TiKV may be restarted', '可以继续重启下一个 TiKV'),
  needs: [
    ...storesUp.needs,
    ...regionsHealthy.needs,
    ...noEvictionsLeft.needs,
    upgradeSettingsProbe,
    schedulersProbe,
    topologyProbe,
  ],
  judge(facts, answers) {
    const next = failedOn(facts);
    const softer = next === null ? [] : next.away ? CHECKS : [noEvictionsLeft];
    return CHECKS.flatMap((check) => {
      const findings = [check.judge(facts, answers)].flat();
      return next && softer.includes(check) ? findings.map((finding) => soften(finding, next.name)) : findings;
    });
  },
};

const CHECKS: readonly Check<ClusterPorts>[] = [storesUp, regionsHealthy, noEvictionsLeft];

/** The TiKV that an earlier run failed on: first in line, no other away, no scheduler on any other store. */
function failedOn(facts: Facts<ClusterPorts>): { readonly name: string; readonly away: boolean } | null {
  const topology = facts.value(topologyProbe);
  const stores = facts.value(storesProbe);
  const settings = facts.value(upgradeSettingsProbe);
  if (!topology || !stores || !settings) return null;
  const reach = reachOf(tikvStandings(topology, stores, settings.target));
  const first = reach.kind === 'nobody' ? undefined : reach.names[0];
  const component = topology.components.find((candidate) => candidate.kind === 'tikv' && candidate.name === first);
  const store = component && storeOf(stores, addressOf(component));
  if (!component || !store) return null;
  const away = stores.filter((candidate) => candidate.state !== 'Tombstone' && candidate.state !== 'Up');
  const evicting = (facts.value(schedulersProbe) ?? []).filter(isEvictScheduler);
  const alone =
    away.every((candidate) => candidate === store) && evicting.every((name) => name === evictSchedulerName(store.id));
  return alone ? { name: component.name, away: away.length > 0 } : null;
}

function soften(finding: Finding, name: string): Finding {
  if (finding.result !== 'block') return finding;
  return {
    ...finding,
    result: 'warn',
    why: text(
      `${finding.why.en}. That is ${name}, which the run failed on: the next one begins with it`,
      `${finding.why.zh}。这是上次失败的 ${name}，下次运行将从它开始`,
    ),
  };
}
