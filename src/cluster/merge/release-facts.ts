import { type Text, text } from '../../base/text.ts';
import type { Place } from './types.ts';

/** A key that stands elsewhere in 3.0. */
export interface MovedKey {
  readonly kind: 'moved' | 'renamed';
  readonly from: Place;
  readonly to: Place;
  readonly reason: Text;
  /** Where it can be seen. */
  readonly source: string;
}

/** A key that 3.0 no longer reads. */
export interface RetiredKey {
  readonly from: Place;
  readonly reason: Text;
  readonly source: string;
}

const COMPARED = 'tidb-ansible v2.1.19, v3.0.9';
const TIKV = 'conf/tikv.yml';

const toAll = (group: string, key: string): MovedKey => ({
  kind: 'moved',
  from: { path: `group_vars/${group}.yml`, key },
  to: { path: 'group_vars/all.yml', key },
  reason: text(
    `3.0 reads ${key} from group_vars/all.yml, where every host sees it`,
    `3.0 从 group_vars/all.yml 读取 ${key}，所有主机均可见`,
  ),
  source: `${COMPARED}: group_vars/all.yml`,
});

/** Keys that moved or got another name between 2.1 and 3.0. */
export const MOVED_KEYS: readonly MovedKey[] = [
  ...['pump_port', 'pump_data_dir', 'pump_log_dir', 'pump_cert_dir'].map((key) => toAll('pump_servers', key)),
  toAll('drainer_servers', 'drainer_port'),
  {
    kind: 'moved',
    from: { path: 'group_vars/all.yml', key: 'tikv_importer_port' },
    to: { path: 'group_vars/importer_server.yml', key: 'tikv_importer_port' },
    reason: text('3.0 keeps it with the importer group', '3.0 将其归入 importer 组'),
    source: `${COMPARED}: group_vars/importer_server.yml`,
  },
  {
    kind: 'renamed',
    from: { path: 'group_vars/alertmanager_servers.yml', key: 'alertmanager_mesh_port' },
    to: { path: 'group_vars/alertmanager_servers.yml', key: 'alertmanager_cluster_port' },
    reason: text(
      'Alertmanager replaced its mesh by a cluster protocol; the default went from 6783 to 9094',
      'Alertmanager 以 cluster 协议取代 mesh；默认值由 6783 变为 9094',
    ),
    source: `${COMPARED}: group_vars/alertmanager_servers.yml`,
  },
];

/** The caches that each column family had of its own in 2.1; one shared cache takes their place. */
export const BLOCK_CACHE_KEYS: readonly string[] = [
  'rocksdb.defaultcf.block-cache-size',
  'rocksdb.writecf.block-cache-size',
  'rocksdb.lockcf.block-cache-size',
  'raftdb.defaultcf.block-cache-size',
];

const retired = (path: string, key: string, reason: Text): RetiredKey => ({
  from: { path, key },
  reason,
  source: `${COMPARED}: ${path}`,
});

/** Keys that are gone, with why. Others that only the templates show are reported by comparing them. */
export const RETIRED_KEYS: readonly RetiredKey[] = [
  ...BLOCK_CACHE_KEYS.map((key) =>
    retired(
      TIKV,
      key,
      text(
        'one cache is shared by all column families: storage.block-cache.capacity takes its place. It is no sum of the four; see the capacity question',
        '所有 column family 共享一个缓存：由 storage.block-cache.capacity 取代。它不是四个值之和，请见 capacity 一问',
      ),
    ),
  ),
  ...['server.notify-capacity', 'server.messages-per-tick', 'storage.scheduler-messages-per-tick'].map((key) =>
    retired(TIKV, key, text('TiKV 3.0 has no such limit any more', 'TiKV 3.0 不再有此限制')),
  ),
  retired(TIKV, 'raftstore.use-delete-range', text('TiKV 3.0 decides this by itself', 'TiKV 3.0 自行决定')),
  retired(
    'group_vars/all.yml',
    'tikv_metric_method',
    text(
      'TiKV is only pulled by Prometheus in 3.0, over its status port; nothing is pushed',
      '3.0 中 Prometheus 只通过状态端口拉取 TiKV 监控，不再推送',
    ),
  ),
  retired(
    'group_vars/grafana_servers.yml',
    'grafana_collector_port',
    text('the Grafana collector is gone', 'Grafana collector 已移除'),
  ),
  retired(
    'inventory.ini',
    'all:vars.enable_slow_query_log',
    text('the slow log is always a file of its own', '慢日志始终写入单独的文件'),
  ),
  retired(
    'conf/tidb-lightning.yml',
    'lightning.file',
    text('the playbook sets the log file itself', '日志文件由 playbook 自行设置'),
  ),
  retired(
    'conf/tidb-lightning.yml',
    'tikv_importer.addr',
    text('the playbook fills it in from the importer group', '由 playbook 根据 importer 组填写'),
  ),
  retired(
    'conf/tikv-importer.yml',
    'global.log-file',
    text('the playbook sets the log file itself', '日志文件由 playbook 自行设置'),
  ),
];

/** A file that 3.0 does not have. */
export const RETIRED_FILES: ReadonlyMap<string, Text> = new Map([
  ['conf/grafana_collector.toml', text('the Grafana collector is gone', 'Grafana collector 已移除')],
]);

/** Keys that are never the operator's: the release decides them. */
export const RELEASE_KEYS: ReadonlyMap<string, Text> = new Map([
  [
    'inventory.ini#all:vars.tidb_version',
    text(
      'the version belongs to the tree: another one would download binaries that its playbooks do not fit',
      '版本由 tidb-ansible 决定：修改后会下载与 playbook 不匹配的组件',
    ),
  ],
]);
