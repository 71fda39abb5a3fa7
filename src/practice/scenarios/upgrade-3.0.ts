import { text } from '../../base/text.ts';
import type { Scenario } from './scenario.ts';

/** The plain good walk: everything is in order, and stays so when the operator does his part. */
export const upgrade30: Scenario = {
  id: 'upgrade-3.0',
  runbook: 'upgrade-3.0',
  title: text('TiDB 2.1 → 3.0, the good walk', 'TiDB 2.1 → 3.0，顺利升级'),
  teaches: text(
    'the whole upgrade in its order: backup, merging the configuration, rolling update, region merging, drainer',
    '按顺序走完整个升级：备份、合并配置、滚动升级、Region 合并、Drainer 升级',
  ),
  world: {
    // An hour by default, which PD waits after its start before it merges: too long for a practice.
    schedule: { 'split-merge-interval': '1m0s' },
    events: [],
  },
};
