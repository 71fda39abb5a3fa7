import { text } from '../../../base/text.ts';
import { setSchedule, startMerging } from '../../../cluster/actions/set-schedule.ts';
import { pdReady } from '../../../cluster/checks/pd-ready.ts';
import { regionsHealthy } from '../../../cluster/checks/regions-healthy.ts';
import { storesUp } from '../../../cluster/checks/stores-up.ts';
import { chooseMerging } from '../../../cluster/choices/region-merging.ts';
import { mergingWanted } from '../../../cluster/conditions/merging-wanted.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { regionsSteady } from '../../../cluster/verifies/regions-steady.ts';
import { scheduleHolds } from '../../../cluster/verifies/schedule-holds.ts';
import { mergeSettings } from '../../../cluster/views/merge-settings.ts';
import { regionTrend } from '../../../cluster/views/region-trend.ts';
import type { Phase } from '../../../engine/runbook.ts';

const RAISE = text(
  'More regions are merged at once. If it hurts the business: pd-ctl config set merge-schedule-limit 0 stops it within seconds; raise it again off-peak.',
  '同时合并更多 Region。若影响业务：pd-ctl config set merge-schedule-limit 0 数秒内即可停止；低峰期再调高。',
);
const ON_THE_WAY = text(
  'a value on the way to 8; merging goes on slower where it stays',
  '通往 8 的中间值；停在此处只是合并得慢一些',
);

/** Checklist 4.7 after the update: merge what has gathered, slowly at first. */
export const regionMerging: Phase<ClusterPorts> = {
  id: 'region-merging',
  title: text('Region merging', 'Region Merge'),
  why: text(
    '3.0 can merge empty and small regions, which costs every TiKV less work. Much has gathered, so it begins slowly.',
    '3.0 可以合并空 Region 和小 Region，降低各 TiKV 的开销。之前积累较多，因此从低并发开始。',
  ),
  steps: [
    {
      id: 'merge-settings',
      title: text('What PD holds', 'PD 当前的设置'),
      why: text(
        'PD 2.1 keeps its schedule settings in its own storage, and 3.0 prefers those to pd.yml. A cluster that was upgraded keeps merge size 0, which means no merging, until it is set through the API.',
        'PD 2.1 将调度参数持久化，3.0 会优先使用它们而不是 pd.yml。因此升级后的集群仍保留合并大小 0（即不合并），直到通过 API 修改。',
      ),
      source: 'checklist 4.7',
      checks: [pdReady],
      choices: chooseMerging,
      shows: mergeSettings,
      putBack: { kind: 'nothing' },
    },
    {
      id: 'merge-on',
      title: text('Merge, at limit 2', '开启合并，limit 为 2'),
      why: text(
        'merge-schedule-limit goes down to 2 before merging is turned on (regions up to 20 MiB and 200,000 keys, as 3.0 has it). PD holds merging back for split-merge-interval after its start, one hour by default. It is steady when the regions change by less than 1 % in 3 minutes and no merge operator runs.',
        '先将 merge-schedule-limit 降到 2，再开启合并（按 3.0 默认：不超过 20 MiB、20 万 key）。PD 启动后在 split-merge-interval（默认 1 小时）内不合并。3 分钟内 Region 数变化小于 1% 且没有 merge operator 即视为稳定。',
      ),
      source: 'checklist 4.7',
      when: mergingWanted,
      checks: [storesUp, regionsHealthy],
      gate: {
        strength: 'confirm',
        title: text('Turn merging on', '开启 Region Merge'),
        means: text(
          'tikvclient_backoff_count may alert while regions merge, and fades. If it hurts: pd-ctl config set merge-schedule-limit 0 stops merging within seconds.',
          '合并期间 tikvclient_backoff_count 可能告警，会自行消退。若影响业务：pd-ctl config set merge-schedule-limit 0 数秒内即可停止合并。',
        ),
        rests: [pdReady],
      },
      action: startMerging,
      verify: regionsSteady(2, true),
      shows: regionTrend,
      putBack: {
        kind: 'debt',
        how: text('the limit ends at 8; size and keys stay as declared', 'limit 最终为 8；大小与 key 数按设定保留'),
      },
    },
    {
      id: 'merge-limit-4',
      title: text('Limit 2 → 4', 'limit 2 → 4'),
      why: text(
        'The regions were steady at 2. The limit is doubled and watched again.',
        'limit 为 2 时已稳定。加倍后继续观察。',
      ),
      source: 'checklist 4.7',
      when: mergingWanted,
      checks: [storesUp],
      gate: { strength: 'continue', title: text('Raise to 4', '调到 4'), means: RAISE, rests: [regionsHealthy] },
      action: setSchedule('merge-schedule-limit', 4),
      verify: regionsSteady(4, false),
      shows: regionTrend,
      putBack: { kind: 'final', because: ON_THE_WAY },
    },
    {
      id: 'merge-limit-6',
      title: text('Limit 4 → 6', 'limit 4 → 6'),
      why: text('The regions were steady at 4.', 'limit 为 4 时已稳定。'),
      source: 'checklist 4.7',
      when: mergingWanted,
      checks: [storesUp],
      gate: { strength: 'continue', title: text('Raise to 6', '调到 6'), means: RAISE, rests: [regionsHealthy] },
      action: setSchedule('merge-schedule-limit', 6),
      verify: regionsSteady(6, false),
      shows: regionTrend,
      putBack: { kind: 'final', because: ON_THE_WAY },
    },
    {
      id: 'merge-limit-8',
      title: text('Limit 6 → 8, where it stays', 'limit 6 → 8（最终值）'),
      why: text(
        'The regions were steady at 6. 8 is the default of 3.0 and stays.',
        'limit 为 6 时已稳定。8 是 3.0 的默认值，保留不变。',
      ),
      source: 'checklist 4.7',
      when: mergingWanted,
      checks: [storesUp],
      gate: { strength: 'continue', title: text('Raise to 8', '调到 8'), means: RAISE, rests: [regionsHealthy] },
      action: setSchedule('merge-schedule-limit', 8),
      verify: regionsSteady(8, false),
      shows: regionTrend,
      putBack: { kind: 'final', because: text('8 is the declared final value', '8 为设定的最终值') },
    },
    {
      id: 'replica-limit-16',
      title: text('replica-schedule-limit 16', 'replica-schedule-limit 16'),
      why: text(
        'How many regions may have a replica moved or made up at the same time. 2.1 persisted 8; the checklist ends at 16.',
        '同时进行副本迁移或补齐的 Region 数。2.1 持久化的值为 8；检查清单最终设为 16。',
      ),
      source: 'checklist 4.7',
      gate: {
        strength: 'confirm',
        title: text('Set replica-schedule-limit to 16', '将 replica-schedule-limit 设为 16'),
        means: text(
          'A store that is lost is made up for faster, with more load on disks and network while it is.',
          '丢失 store 时副本补齐更快，但期间磁盘和网络负载更高。',
        ),
        rests: [],
      },
      action: setSchedule('replica-schedule-limit', 16),
      verify: scheduleHolds('replica-schedule-limit', 16),
      putBack: { kind: 'final', because: text('16 is the declared final value', '16 为设定的最终值') },
    },
  ],
};
