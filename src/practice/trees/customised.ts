import { BugError } from '../../base/errors.ts';
import type { ComponentSpec, Topology } from '../world/topology.ts';
import type { InventoryHosts } from './files/inventory.ts';
import { inventoryIni } from './files/inventory.ts';
import { pristineTree, type Tree } from './pristine.ts';

/** What an operator changed in a file: the text that was there → what stands there now. */
type Edits = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

/** What the operator's Grafana password is: a secret that no journal, report or screen of a run may show. */
export const GRAFANA_PASSWORD = 'Gr4fana#practice';

/**
 * The operator's own 2.1 tree: two TiKVs share a host without status ports of their own, Pump listens on another port,
 * caches and limits are tuned. Some of the tuned keys are gone in 3.0, four of them have another default there.
 */
export function customisedTree(topology: Topology, deployDir: string): Tree {
  const tree = new Map(pristineTree('2.1'));
  for (const [path, edits] of Object.entries(EDITS)) {
    tree.set(
      path,
      edits.reduce((content, [from, to]) => replaceOnce(path, content, from, to), tree.get(path) ?? ''),
    );
  }
  return tree.set('inventory.ini', inventoryIni('2.1', inventoryHosts(topology, deployDir)));
}

function replaceOnce(path: string, content: string, from: string, to: string): string {
  if (content.split(from).length !== 2) throw new BugError(`${path} has "${from}" not exactly once`);
  return content.replace(from, () => to);
}

const EDITS: Edits = {
  'conf/tikv.yml': [
    // Other defaults in 3.0: conflicts.
    ['    # block-cache-size: "1GB"', '    block-cache-size: "12GB"'],
    [
      '  # max-open-files: 40960\n  # max-manifest-file-size: "20MB"\n  # create-if-missing: true\n  # wal-recovery-mode: 2',
      '  max-open-files: 65536\n  max-manifest-file-size: "64MB"\n  # create-if-missing: true\n  # wal-recovery-mode: 2',
    ],
    [
      'raftdb:\n  # the store of raft logs\n  # max-sub-compactions: 1',
      'raftdb:\n  # the store of raft logs\n  max-sub-compactions: 3',
    ],
    // Gone in 3.0.
    ['  # advertise-addr: ""\n  # notify-capacity: 40960', '  # advertise-addr: ""\n  notify-capacity: 65536'],
    [
      '    # target-file-size-base: "8MB"\n    # block-cache-size: "256MB"\n    # level0-file-num-compaction-trigger: 1',
      '    # target-file-size-base: "8MB"\n    block-cache-size: "512MB"\n    # level0-file-num-compaction-trigger: 1',
    ],
    // The same default in both: carried over.
    ['  # grpc-concurrency: 4', '  grpc-concurrency: 8'],
    ['    # high-concurrency: 8', '    high-concurrency: 12'],
    ['  # snap-max-write-bytes-per-sec: "100MB"', '  snap-max-write-bytes-per-sec: "150MB"'],
  ],
  'conf/tidb.yml': [
    ['  # capacity: 10240000', '  capacity: 20480000'],
    ['  # mem-quota-query: 34359738368', '  mem-quota-query: 17179869184'],
    ['  # slow-threshold: 300', '  slow-threshold: 500'],
  ],
  'conf/pd.yml': [
    ['  # leader-schedule-limit: 4', '  leader-schedule-limit: 8'],
    ['  # max-snapshot-count: 3', '  max-snapshot-count: 8'],
  ],
  'conf/pump.yml': [['  # gc: 5', '  gc: 10']],
  'conf/drainer.toml': [
    ['worker-count = 16', 'worker-count = 32'],
    ['host = "127.0.0.1"', 'host = "10.0.0.31"'],
    ['user = "root"', 'user = "drainer"'],
  ],
  'group_vars/pump_servers.yml': [['pump_port: 8250', 'pump_port: 8251']],
  'group_vars/monitoring_servers.yml': [['prometheus_storage_retention: "30d"', 'prometheus_storage_retention: "60d"']],
  'group_vars/all.yml': [['log_retain_days: 28', 'log_retain_days: 14']],
};

function inventoryHosts(topology: Topology, deployDir: string): InventoryHosts {
  const of = (kind: ComponentSpec['kind']) => topology.components.filter((component) => component.kind === kind);
  const plain = (kind: ComponentSpec['kind']) => of(kind).map((c) => `${c.host} deploy_dir=${c.deployDir}`);
  return {
    groups: {
      tidb_servers: plain('tidb'),
      tikv_servers: of('tikv').map(
        (c) =>
          `${c.id} ansible_host=${c.host} deploy_dir=${c.deployDir} tikv_port=${c.port} labels="host=${c.labels.host}"`,
      ),
      pd_servers: plain('pd'),
      monitoring_servers: plain('prometheus'),
      grafana_servers: of('grafana').map((c) => c.host),
      monitored_servers: topology.hosts.map((host) => host.ip),
      alertmanager_servers: of('alertmanager').map((c) => c.host),
      pump_servers: plain('pump'),
      drainer_servers: plain('drainer'),
    },
    pdVars: ['location_labels = ["host"]'],
    vars: {
      deploy_dir: deployDir,
      enable_binlog: 'True',
      grafana_admin_password: `"${GRAFANA_PASSWORD}"`,
      collect_log_recent_hours: '4',
    },
  };
}
