import type { PdStore } from '../../../src/cluster/ports/pd.ts';
import { pdHealthProbe } from '../../../src/cluster/probes/pd-health.ts';
import { pdMembersProbe } from '../../../src/cluster/probes/pd-members.ts';
import { pdUnitsProbe, type UnitState } from '../../../src/cluster/probes/pd-units.ts';
import { pdVersionsProbe } from '../../../src/cluster/probes/pd-versions.ts';
import { type ListedPlay, playbookHostsProbe } from '../../../src/cluster/probes/playbook-hosts.ts';
import { regionStatsProbe } from '../../../src/cluster/probes/region-stats.ts';
import { schedulersProbe } from '../../../src/cluster/probes/schedulers.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import { tikvStatusPagesProbe } from '../../../src/cluster/probes/tikv-status-pages.ts';
import { topologyProbe } from '../../../src/cluster/probes/topology.ts';
import { upgradeSettingsProbe } from '../../../src/cluster/probes/upgrade-settings.ts';
import { addressOf, componentsOf, type Topology } from '../../../src/cluster/topology.ts';
import { type Given, given } from './facts.ts';
import { SETTINGS, stores, topologyOf } from './sample.ts';

export const SCHEDULERS = ['label-scheduler', 'balance-region-scheduler', 'balance-leader-scheduler'];

/** What `--list-hosts` says when all is well. */
export const LISTED: readonly ListedPlay[] = [
  { patterns: ['pd_servers'], hosts: ['10.0.0.11', '10.0.0.12', '10.0.0.13'] },
  { patterns: ['tikv_servers'], hosts: ['TiKV1-1', 'TiKV1-2', 'TiKV2-1', 'TiKV3-1'] },
  { patterns: ['tidb_servers'], hosts: ['10.0.0.21', '10.0.0.22'] },
];

/** A cluster that is ready to be rolled: everything on 2.1.19 and well. */
export function rollingFacts(topology: Topology = topologyOf()): Given {
  const tikvs = componentsOf(topology, 'tikv');
  return given()
    .known(upgradeSettingsProbe, SETTINGS)
    .known(topologyProbe, topology)
    .known(playbookHostsProbe, LISTED)
    .known(storesProbe, stores())
    .known(schedulersProbe, SCHEDULERS)
    .known(regionStatsProbe, { count: 900, empty: 100 })
    .known(
      tikvStatusPagesProbe,
      tikvs.map(({ name }, at) => ({ name, url: `http://tikv:${20180 + at}/status`, answers: true, why: null })),
    )
    .known(pdMembersProbe, {
      leader: 'pd1',
      members: componentsOf(topology, 'pd').map((pd, at) => ({
        name: `pd${at + 1}`,
        clientUrls: [`http://${addressOf(pd)}`],
        version: null,
      })),
    });
}

/** What is seen of the three PDs, in the order of the inventory. */
export function withPds(
  facts: Given,
  pds: readonly { readonly version: string | null; readonly unit: UnitState; readonly healthy?: boolean }[],
): Given {
  const names = ['10.0.0.11', '10.0.0.12', '10.0.0.13'];
  return facts
    .known(
      pdVersionsProbe,
      pds.map(({ version }, at) => ({ name: names[at] ?? '', version, by: 'binary', why: null })),
    )
    .known(
      pdHealthProbe,
      pds.map(({ healthy = true }, at) => ({ name: `pd${at + 1}`, healthy })),
    )
    .known(
      pdUnitsProbe,
      pds.map(({ unit }, at) => ({
        name: names[at] ?? '',
        oldUnit: 'pd.service',
        newUnit: 'pd-2379.service',
        old: unit === 'active' ? 'inactive' : 'active',
        new: unit,
      })),
    );
}

/** The stores of the sample with some changed, by id. */
export function storesWith(changes: Readonly<Record<number, Partial<PdStore>>>): readonly PdStore[] {
  return stores((store) => ({ ...store, ...changes[store.id] }));
}

/** A store on the target. */
export const DONE: Partial<PdStore> = { version: '3.0.9' };
