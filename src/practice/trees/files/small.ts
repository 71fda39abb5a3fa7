import type { Release } from './group-vars.ts';

/** The smaller files of a release by path: requirements, ansible.cfg, monitoring, Spark and import settings. */
export function smallFiles(release: Release): ReadonlyMap<string, string> {
  const old = release === '2.1';
  return new Map([
    ['requirements.txt', `${old ? 'ansible>=2.4.2,<2.7.0' : 'ansible==2.7.11'}\njinja2>=2.9.6\njmespath>=0.9.0\n`],
    ['ansible.cfg', ANSIBLE_CFG],
    ['hosts.ini', HOSTS_INI],
    ['.gitignore', 'fact_files\nretry_files\nlog/*.log\ndownloads\nresources\n'],
    [
      'README.md',
      `# tidb-ansible ${old ? 'v2.1.19' : 'v3.0.9'} (practice)\n\nA tree in the form of that release, for practice only.\n`,
    ],
    ['conf/alertmanager.yml', ALERTMANAGER],
    ['conf/spark-defaults.yml', SPARK_DEFAULTS],
    ['conf/spark-env.yml', SPARK_ENV],
    ['conf/tikv-importer.yml', TIKV_IMPORTER],
    ['conf/tidb-lightning.yml', lightning(old)],
    [
      'scripts/clsrun.sh',
      '#!/bin/sh\n# runs one command on every host of hosts.ini\nfor host in $(grep -v "^\\[" hosts.ini); do ssh "$host" "$@"; done\n',
    ],
    ['scripts/grafana-config-copy.py', '# copies dashboards to grafana\n'],
    ['log/.gitignore', '*.log\n'],
    ...(old ? [['conf/grafana_collector.toml', GRAFANA_COLLECTOR] as const] : []),
  ]);
}

const ANSIBLE_CFG = `[defaults]
inventory = inventory.ini
transport = ssh
host_key_checking = False
gathering = explicit
fact_caching = jsonfile
fact_caching_connection = fact_files
retry_files_save_path = retry_files
timeout = 10
gather_subset = network,hardware
stdout_callback = skippy
log_path = log/ansible.log
deprecation_warnings = False
callback_whitelist = help

[ssh_connection]
# pipelining = True
`;

const HOSTS_INI = `[servers]
192.168.0.2
192.168.0.3

[all:vars]
username = tidb
ntp_server = pool.ntp.org
`;

const ALERTMANAGER = `global:
  smtp_smarthost: 'localhost:25'
  smtp_from: 'alertmanager@example.org'
  smtp_auth_username: 'alertmanager'
  smtp_auth_password: 'password'

route:
  receiver: "db-alert-email"
  group_by: ['env','instance','alertname','type','group','job']
  group_wait:      30s
  group_interval:  3m
  repeat_interval: 3m
  routes:

receivers:
- name: 'db-alert-email'
  email_configs:
  - send_resolved: true
    to: 'dba@example.org'
`;

const SPARK_DEFAULTS = `---
spark.eventLog.enabled: false
spark.driver.memory: 2g
spark.tispark.grpc.framesize: 268435456
spark.tispark.grpc.timeout_in_sec: 100
spark.tispark.table.scan_concurrency: 256
spark.tispark.request.command.priority: "Low"
spark.sql.extensions: org.apache.spark.sql.TiExtensions
`;

const SPARK_ENV = `---
SPARK_EXECUTOR_CORES: 5
SPARK_EXECUTOR_MEMORY: 10g
SPARK_WORKER_CORES: 5
SPARK_WORKER_MEMORY: 10g
`;

const TIKV_IMPORTER = `---
global:
  log-file: "log/tikv_importer.log"
  log-level: "info"

server:
  grpc-concurrency: 16

metric:
  job: "tikv-importer"
  interval: "15s"
  # address: ""

rocksdb:
  max-background-jobs: 32

import:
  num-threads: 16
  num-import-jobs: 24
  stream-channel-window: 128
  max-open-engines: 8
`;

const GRAFANA_COLLECTOR = `[grafana]
theme = "dark"
client-timeout = 300
server-timeout = 300
retry-interval = 10

[font]
family = "opensans"
size = 14
`;

function lightning(old: boolean): string {
  return `---
lightning:
  index-concurrency: 2
  table-concurrency: 6
  io-concurrency: 5
  level: "info"
${old ? '  file: "log/tidb_lightning.log"\n' : ''}  max-size: 128
  max-days: 28
  max-backups: 14

checkpoint:
  enable: true
  schema: "tidb_lightning_checkpoint"

tikv_importer:
${old ? '  # addr: "0.0.0.0:8287"\n' : '  # importer, or tidb\n  backend: "importer"\n  # on-duplicate: "replace"\n'}
mydumper:
  read-block-size: 65536
`;
}
