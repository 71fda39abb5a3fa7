import type { Lang } from '../../src/base/text.ts';
import { KEYS } from './terminal.ts';
import type { Row } from './walk.ts';

const { enter } = KEYS;

/** The plain good walk of the upgrade: what a person sees in either language, and presses. */
const STATIONS: readonly (readonly [en: string, zh: string, press: string])[] = [
  ['Have the release notes been read?', '是否已阅读版本说明？', enter],
  ['Has the business been told?', '是否已通知业务方？', 'y'],
  ['Is there a full cold backup', '是否已有完整的数据冷备份', enter],
  ['Is it clear where the line lies?', '是否清楚不可回退点的位置？', 'y'],
  ['write tikv_status_port=20181', '写入 tikv_status_port=20181', enter],
  ['write tikv_status_port=20182', '写入 tikv_status_port=20182', enter],
  ['Write the merged inventory?', '写入合并后的 inventory？', enter],
  ['Write the merged group_vars?', '写入合并后的 group_vars？', enter],
  ['32GB, for', '32GB，依据', enter],
  ['set hibernate-regions', '设置 hibernate-regions', enter],
  ['Write the merged conf?', '写入合并后的 conf？', enter],
  ['How often to look', '检查 leader 是否迁走的次数', enter],
  ['Seconds between two looks', '两次检查的间隔', enter],
  ['Edit the wait in the new tree', '修改新目录中的等待时间', enter],
  ["Type the cluster's name", '输入集群名', 'test-cluster'],
  ['test-cluster▌', 'test-cluster▌', enter],
  ['10 Roll PD', '10 滚动升级 PD', 'y'],
  ['10 Roll TiKV', '10 滚动升级 TiKV', 'y'],
  ['10 Roll Pump', '10 滚动升级 Pump', 'y'],
  ['10 Roll TiDB', '10 滚动升级 TiDB', 'y'],
  ['Merge small and empty regions?', '是否开启 Region Merge？', enter],
  ['Turn merging on', '11 开启 Region Merge', 'y'],
  ['Raise to 4', '调到 4', enter],
  ['Raise to 6', '调到 6', enter],
  ['Raise to 8', '调到 8', enter],
  ['Set replica-schedule-limit to 16', '将 replica-schedule-limit 设为 16', 'y'],
  ['Roll the monitoring', '滚动升级监控组件', 'y'],
  ['Stop this Drainer', '停止该 Drainer', 'y'],
];

/** The rows of the walk in one language, up to the one that begins with `upTo` (not with it), where given. */
export function upgradeWalk(lang: Lang, upTo?: string): readonly Row[] {
  const end = upTo === undefined ? STATIONS.length : STATIONS.findIndex(([en]) => en.startsWith(upTo));
  if (end < 0) throw new Error(`no station ${upTo}`);
  return STATIONS.slice(0, end).map(([en, zh, press]) => [lang === 'en' ? en : zh, press]);
}
