import { groupVariables } from '../../../src/cluster/group-variables.ts';
import type { PdStore } from '../../../src/cluster/ports/pd.ts';
import type { UpgradeSettings } from '../../../src/cluster/probes/upgrade-settings.ts';
import { readTopology } from '../../../src/cluster/read-topology.ts';
import type { Topology } from '../../../src/cluster/topology.ts';
import { parseInventory } from '../../../src/formats/inventory/parse.ts';

/** What a profile says in these tests. */
export const SETTINGS: UpgradeSettings = {
  cluster: 'orders',
  oldTree: '/home/tidb/tidb-ansible',
  newTree: '/home/tidb/tidb-ansible-v3.0.9',
  target: 'v3.0.9',
  source: 'https://example.com/tidb-ansible.git',
  backupDir: '/home/tidb/backup',
};

/** An inventory of three PDs, four TiKVs on three hosts, two TiDBs, a Pump and a Drainer. */
export const INVENTORY = `[tidb_servers]
10.0.0.21
10.0.0.22

[tikv_servers]
TiKV1-1 ansible_host=10.0.0.14 deploy_dir=/data1/deploy tikv_port=20171 labels="host=tikv1"
TiKV1-2 ansible_host=10.0.0.14 deploy_dir=/data2/deploy tikv_port=20172 labels="host=tikv1"
TiKV2-1 ansible_host=10.0.0.15 labels="host=tikv2"
TiKV3-1 ansible_host=10.0.0.16 labels="host=tikv3"

[pd_servers]
10.0.0.11
10.0.0.12
10.0.0.13 ansible_connection=local

[pump_servers]
pump1 ansible_host=10.0.0.31

[drainer_servers]
drainer1 ansible_host=10.0.0.32 ansible_port=2222

[pd_servers:vars]
location_labels = ["host"]

[all:vars]
deploy_dir = /home/tidb/deploy
ansible_user = tidb
cluster_name = orders
tidb_version = v2.1.19
process_supervision = systemd
enable_binlog = True
enable_tls = False
`;

/** group_vars beside {@link INVENTORY}. */
export const GROUP_VARS: ReadonlyMap<string, string> = new Map([
  ['group_vars/all.yml', '---\ndeploy_user: "{{ ansible_user }}"\nstatus_dir: "{{ deploy_dir }}/status"\n'],
  ['group_vars/pd_servers.yml', '---\npd_client_port: 2379\n'],
  ['group_vars/tikv_servers.yml', '---\ntikv_port: 20160\ntikv_status_port: 20180\n'],
  ['group_vars/tidb_servers.yml', '---\ntidb_port: 4000\ntidb_status_port: 10080\n'],
  ['group_vars/pump_servers.yml', '---\npump_port: 8251\n'],
]);

/** Reads a topology from inventory text. */
export function topologyOf(inventory = INVENTORY, groupVars = GROUP_VARS): Topology {
  const parsed = parseInventory(inventory);
  if ('problems' in parsed) throw new Error(parsed.problems[0]?.what.en);
  return readTopology(parsed.inventory, groupVariables(groupVars));
}

/** Four stores that are Up, as {@link INVENTORY} places them. */
export function stores(change: (store: PdStore) => PdStore = (store) => store): readonly PdStore[] {
  return ['10.0.0.14:20171', '10.0.0.14:20172', '10.0.0.15:20160', '10.0.0.16:20160'].map((address, at) =>
    change({
      id: at + 1,
      address,
      version: '2.1.19',
      state: 'Up',
      labels: {},
      leaderCount: 225,
      regionCount: 675,
      capacity: '1 TiB',
      available: '700 GiB',
      startedAt: null,
    }),
  );
}
