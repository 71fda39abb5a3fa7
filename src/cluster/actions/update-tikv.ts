import { text } from '../../base/text.ts';
import type { Debt } from '../../engine/deed.ts';
import type { Action, PlanInput } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { playbookHostsProbe } from '../probes/playbook-hosts.ts';
import { schedulersProbe } from '../probes/schedulers.ts';
import { storesProbe } from '../probes/stores.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { evictDebt, isEvictScheduler } from '../rolling/evict-debt.ts';
import { type Refusal, refuseReach } from '../rolling/limit.ts';
import { playbookJob } from '../rolling/playbook-job.ts';
import { reachOf, type Standing } from '../rolling/standing.ts';
import { storeOf, tikvStandings } from '../rolling/tikv-standings.ts';
import { whatIsMissing } from '../rolling/what-is-missing.ts';
import { addressOf, pdUrls, type Topology } from '../topology.ts';

/**
 * Rolls TiKV: those that PD does not see Up on the target, in inventory order. With rolling_update.yml: for this tag it does
 * the same as the excessive playbook and cannot touch PD by a slip. Owes one evict scheduler for every TiKV it will touch.
 */
export const updateTikv: Action<ClusterPorts> = {
  id: 'update-tikv',
  needs: [upgradeSettingsProbe, topologyProbe, storesProbe, schedulersProbe, playbookHostsProbe],
  plan(input) {
    const { facts } = input;
    const settings = facts.value(upgradeSettingsProbe);
    const topology = facts.value(topologyProbe);
    const stores = facts.value(storesProbe);
    if (!settings || !topology || !stores) {
      return whatIsMissing(facts, [upgradeSettingsProbe, topologyProbe, storesProbe]);
    }
    const standings = tikvStandings(topology, stores, settings.target);
    const reach = reachOf(standings);
    if (reach.kind === 'nobody') return { deeds: [] };
    const touched = standings.filter((standing) => reach.names.includes(standing.component.name));
    const stranger = touched.find((standing) => storeOf(stores, addressOf(standing.component)) === undefined);
    if (stranger) return notRegistered(stranger);
    const refusal = refuseReach(facts.of(playbookHostsProbe), 'tikv_servers', reach);
    if (refusal) return refusal;
    return {
      deeds: [
        playbookJob({
          id: 'playbook',
          title: text(`roll TiKV: ${reach.names.join(', ')}`, `滚动升级 TiKV：${reach.names.join('、')}`),
          tree: settings.newTree,
          playbook: 'rolling_update.yml',
          tag: 'tikv',
          limit: reach.kind === 'the-rest' ? reach.names : [],
          touches: touched.map(({ component }) => `${component.name} (${addressOf(component)})`),
          opens: evictDebts(input, topology, touched),
        }),
      ],
    };
  },
};

function evictDebts(
  { facts }: PlanInput<ClusterPorts>,
  topology: Topology,
  touched: readonly Standing[],
): readonly Debt[] {
  const stores = facts.value(storesProbe) ?? [];
  const pdUrl = pdUrls(topology)[0];
  const witness = [...(facts.value(schedulersProbe) ?? [])].filter((name) => !isEvictScheduler(name)).sort()[0];
  return touched.flatMap(({ component }) => {
    const store = storeOf(stores, addressOf(component));
    return store && pdUrl
      ? [evictDebt({ name: component.name, storeId: store.id, pdUrl, witness: witness ?? ALWAYS_THERE })]
      : [];
  });
}

// PD adds it by itself on 2.1 and 3.0.
const ALWAYS_THERE = 'balance-region-scheduler';

function notRegistered({ component }: Standing): Refusal {
  const address = addressOf(component);
  return {
    cannot: {
      what: text(
        `PD knows no store at ${address} (${component.name})`,
        `PD 中没有地址为 ${address} 的 store（${component.name}）`,
      ),
      why: text(
        'the playbook would stop there: it looks its store up by address:port',
        'playbook 按 地址:端口 查找 store，会在此处失败',
      ),
      next: [
        text(
          `compare ansible_host and tikv_port of ${component.name} in inventory.ini with the stores of PD`,
          `核对 inventory.ini 中 ${component.name} 的 ansible_host、tikv_port 与 PD 的 store 列表`,
        ),
      ],
    },
  };
}
