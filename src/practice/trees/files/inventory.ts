import type { Release } from './group-vars.ts';

/** Lines of the groups of an inventory, and the values of `[all:vars]` that differ from the release's own. */
export interface InventoryHosts {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly pdVars: readonly string[];
  readonly vars: Readonly<Record<string, string>>;
}

/** inventory.ini of a release, with these hosts: the groups and variables of that release, in our own words. */
export function inventoryIni(release: Release, hosts: InventoryHosts): string {
  const old = release === '2.1';
  const value = (name: string, preset: string): string => `${name} = ${hosts.vars[name] ?? preset}`;
  const group = (name: string): string => [`[${name}]`, ...(hosts.groups[name] ?? []), ''].join('\n');
  return [
    '## Cluster',
    ...['tidb_servers', 'tikv_servers', 'pd_servers', 'spark_master', 'spark_slaves'].map(group),
    ...['lightning_server', 'importer_server'].map(group),
    '## Monitoring',
    ...['monitoring_servers', 'grafana_servers'].map(group),
    '# node_exporter and blackbox_exporter',
    ...['monitored_servers', 'alertmanager_servers', 'kafka_exporter_servers'].map(group),
    '## Binlog',
    ...['pump_servers', 'drainer_servers'].map(group),
    '## Variables of groups',
    ['[pd_servers:vars]', ...hosts.pdVars, ''].join('\n'),
    '## Variables of all',
    '[all:vars]',
    value('deploy_dir', '/home/tidb/deploy'),
    '',
    '# the user that manages the cluster',
    value('ansible_user', 'tidb'),
    '',
    value('cluster_name', 'test-cluster'),
    '',
    `tidb_version = ${old ? 'v2.1.19' : 'v3.0.9'}`,
    '',
    '# systemd or supervise',
    value('process_supervision', 'systemd'),
    '',
    value('timezone', 'Asia/Shanghai'),
    '',
    'enable_firewalld = False',
    'enable_ntpd = True',
    'set_hostname = False',
    '',
    '## binlog',
    value('enable_binlog', 'False'),
    '',
    '# kafka and zookeeper, where they are watched',
    'kafka_addrs = ""',
    'zookeeper_addrs = ""',
    '',
    'enable_tls = False',
    '',
    '# only TiKV and PD',
    'deploy_without_tidb = False',
    '',
    '# an alertmanager that is there already, host:port',
    'alertmanager_target = ""',
    '',
    value('grafana_admin_user', '"admin"'),
    value('grafana_admin_password', '"admin"'),
    '',
    '### diagnosis',
    value('collect_log_recent_hours', '2'),
    '',
    'enable_bandwidth_limit = True',
    'collect_bandwidth_limit = 10000',
    ...(old ? [] : ['', '# TiDB starts when all regions have their copies', 'wait_replication = True']),
    '',
  ].join('\n');
}

/** The sample hosts that a release ships with. */
export const SAMPLE_HOSTS: InventoryHosts = {
  groups: {
    tidb_servers: ['192.168.0.2'],
    tikv_servers: ['192.168.0.3', '192.168.0.4', '192.168.0.5'],
    pd_servers: ['192.168.0.6', '192.168.0.7', '192.168.0.8'],
    monitoring_servers: ['192.168.0.10'],
    grafana_servers: ['192.168.0.10'],
    monitored_servers: ['2', '3', '4', '5', '6', '7', '8', '10'].map((last) => `192.168.0.${last}`),
    alertmanager_servers: ['192.168.0.10'],
  },
  pdVars: ['# location_labels = ["zone","rack","host"]'],
  vars: {},
};
