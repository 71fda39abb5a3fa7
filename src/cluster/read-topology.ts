import type { Inventory } from '../formats/inventory/inventory.ts';
import type { Component, ComponentKind, Supervision, Topology } from './topology.ts';
import { type GroupVariables, VariablesOf } from './tree-variables.ts';

/** Reads the cluster that a tree describes: its inventory with its group_vars, by Ansible's precedence. */
export function readTopology(inventory: Inventory, groupVars: GroupVariables): Topology {
  const all = new VariablesOf({ inventory, groupVars, group: 'all', host: null });
  const pd = new VariablesOf({ inventory, groupVars, group: 'pd_servers', host: null });
  return {
    clusterName: all.text('cluster_name'),
    user: all.text('ansible_user') ?? 'tidb',
    tidbVersion: all.text('tidb_version'),
    supervision: all.text('process_supervision') === 'supervise' ? 'supervise' : DEFAULT_SUPERVISION,
    binlog: all.flag('enable_binlog'),
    tls: all.flag('enable_tls'),
    locationLabels: labelNames(pd.text('location_labels') ?? ''),
    components: PLACES.flatMap((place) =>
      inventory
        .hostsOf(place.group)
        .map((host) => component(place, host, new VariablesOf({ inventory, groupVars, group: place.group, host }))),
    ),
  };
}

const DEFAULT_SUPERVISION: Supervision = 'systemd';

interface Place {
  readonly kind: ComponentKind;
  readonly group: string;
  /** The variable of its port and the value that holds when no file sets it. */
  readonly port: readonly [string, number] | null;
  readonly statusPort: readonly [string, number | null] | null;
}

// Ports are those of the releases' own group_vars; trees of early 2.1 know no tikv_status_port at all.
const PLACES: readonly Place[] = [
  { kind: 'pd', group: 'pd_servers', port: ['pd_client_port', 2379], statusPort: null },
  { kind: 'tikv', group: 'tikv_servers', port: ['tikv_port', 20160], statusPort: ['tikv_status_port', null] },
  { kind: 'pump', group: 'pump_servers', port: ['pump_port', 8250], statusPort: ['pump_port', 8250] },
  { kind: 'tidb', group: 'tidb_servers', port: ['tidb_port', 4000], statusPort: ['tidb_status_port', 10080] },
  { kind: 'drainer', group: 'drainer_servers', port: ['drainer_port', 8249], statusPort: ['drainer_port', 8249] },
  { kind: 'prometheus', group: 'monitoring_servers', port: ['prometheus_port', 9090], statusPort: null },
  { kind: 'grafana', group: 'grafana_servers', port: ['grafana_port', 3000], statusPort: null },
  { kind: 'alertmanager', group: 'alertmanager_servers', port: ['alertmanager_port', 9093], statusPort: null },
  { kind: 'spark-master', group: 'spark_master', port: null, statusPort: null },
  { kind: 'spark-slave', group: 'spark_slaves', port: null, statusPort: null },
];

function component(place: Place, name: string, vars: VariablesOf): Component {
  return {
    kind: place.kind,
    name,
    host: {
      name,
      address: vars.text('ansible_host') ?? vars.text('ansible_ssh_host') ?? name,
      user: vars.text('ansible_user') ?? vars.text('ansible_ssh_user'),
      port: vars.port('ansible_port') ?? vars.port('ansible_ssh_port'),
      local: vars.text('ansible_connection') === 'local',
    },
    port: place.port === null ? null : (vars.port(place.port[0]) ?? place.port[1]),
    statusPort: place.statusPort === null ? null : (vars.port(place.statusPort[0]) ?? place.statusPort[1]),
    deployDir: vars.text('deploy_dir') ?? '',
    labels: labels(vars.text('labels') ?? ''),
  };
}

function labels(source: string): Readonly<Record<string, string>> {
  const pairs = source.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  return Object.fromEntries(pairs.filter(([key, value]) => key !== '' && value !== undefined));
}

/** `["zone", "host"]`, `zone,host` or "" as a list of names. */
function labelNames(source: string): readonly string[] {
  return source
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((name) => name.trim().replace(/^["']|["']$/g, ''))
    .filter((name) => name !== '');
}
