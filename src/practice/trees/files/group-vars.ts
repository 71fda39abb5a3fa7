/** A release of the practice trees. */
export type Release = '2.1' | '3.0';

const PUMP = `pump_port: 8250
pump_data_dir: "{{ deploy_dir }}/data.pump"
pump_log_dir: "{{ deploy_dir }}/log"
pump_cert_dir: "{{ deploy_dir }}/conf/ssl"
`;

/** group_vars of a release by file name: the keys and defaults of that release, and where each of them lives there. */
export function groupVars(release: Release): ReadonlyMap<string, string> {
  const old = release === '2.1';
  return new Map([
    ['group_vars/all.yml', allYml(old)],
    [
      'group_vars/alertmanager_servers.yml',
      `---\n\nalertmanager_port: 9093\n${old ? 'alertmanager_mesh_port: 6783' : 'alertmanager_cluster_port: 9094'}\n`,
    ],
    ['group_vars/drainer_servers.yml', old ? '---\n\ndrainer_port: 8249\n' : '---\n\n'],
    [
      'group_vars/grafana_servers.yml',
      `---\n\ngrafana_port: 3000\n${old ? 'grafana_collector_port: 8686\n' : ''}\ngrafana_api_keys_dir: "{{ playbook_dir }}/conf/keys"\n`,
    ],
    [
      'group_vars/importer_server.yml',
      `---\ndummy:\n\n# what lightning writes is kept here for a while\nimport_dir: "{{ deploy_dir }}/data.import"\n${old ? '' : '\n# the address that lightning connects to\ntikv_importer_port: 8287\n'}`,
    ],
    ['group_vars/lightning_server.yml', LIGHTNING],
    ['group_vars/monitored_servers.yml', '---\n\nnode_exporter_log_dir: "{{ deploy_dir }}/log"\n\n'],
    [
      'group_vars/monitoring_servers.yml',
      '---\n\nprometheus_port: 9090\npushgateway_port: 9091\n\n# samples older than this are dropped\nprometheus_storage_retention: "30d"\n',
    ],
    ['group_vars/pd_servers.yml', PD],
    ['group_vars/pump_servers.yml', old ? `---\n\n${PUMP}` : '---\n\n'],
    ['group_vars/tidb_servers.yml', TIDB],
    ['group_vars/tikv_servers.yml', TIKV],
  ]);
}

function allYml(old: boolean): string {
  return `---

# for all groups of hosts
deploy_user: "{{ ansible_user }}"
status_dir: "{{ deploy_dir }}/status"
backup_dir: "{{ deploy_dir }}/backup"
images_dir: "{{ deploy_dir }}/images"

# on the control machine
downloads_dir: "{{ playbook_dir }}/downloads"
resources_dir: "{{ playbook_dir }}/resources"
fetch_tmp_dir: "{{ playbook_dir }}/collect_diagnosis_data"
fetch_dir:     "{{ playbook_dir }}/collect_diagnosis"
cert_dir:      "{{ playbook_dir }}/conf/ssl"
script_dir:    "{{ playbook_dir }}/scripts"
binary_dir:    "{{ playbook_dir }}/resources/bin"

# exporters
node_exporter_port: 9100
blackbox_exporter_port: 9115
kafka_exporter_port: 9308

docker_bin_dir: "/usr/bin"

# up to this many seconds more between two tries of a download
retry_stagger: 5
${old ? '\n# the address that lightning connects to\ntikv_importer_port: 8287\n' : ''}
# binary, or docker (no longer recommended)
deployment_method: binary

enable_log_clean: False
log_retain_days: 28

dev_mode: False

# systemd: leave processes alone that do not stop in time
disable_send_sigkill: False
${old ? '\n# how metrics of TiKV are gathered: pull or push\ntikv_metric_method: "push"\n' : `\n# pump\n${PUMP}\n# drainer\ndrainer_port: 8249\n`}`;
}

const LIGHTNING = `---
dummy:

tidb_lightning_pprof_port: 8289

# the dump to import
data_source_dir: "{{ deploy_dir }}/mydumper"

# tidb_host: ""
# tidb_port: 4000
# tidb_user: ""
# tidb_password: ""
# tidb_status_port: 10080
`;

const PD = `---
dummy:

pd_client_port: 2379
pd_peer_port: 2380

pd_data_dir: "{{ deploy_dir }}/data.pd"
pd_log_dir: "{{ deploy_dir }}/log"

pd_cert_dir: "{{ deploy_dir }}/conf/ssl"
`;

const TIDB = `---
dummy:

tidb_port: 4000
tidb_status_port: 10080

tidb_log_dir: "{{ deploy_dir }}/log"
tidb_cert_dir: "{{ deploy_dir }}/conf/ssl"
`;

const TIKV = `---
dummy:

tikv_port: 20160
tikv_status_port: 20180

tikv_data_dir: "{{ deploy_dir }}/data"
tikv_log_dir: "{{ deploy_dir }}/log"
tikv_cert_dir: "{{ deploy_dir }}/conf/ssl"
`;
