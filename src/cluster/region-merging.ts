import { parseGoDuration } from '../base/duration.ts';
import type { Json } from '../base/json.ts';

/** merge-schedule-limit to begin with: after the upgrade there is much to merge at once (checklist 4.7). */
export const FIRST_MERGE_LIMIT = 2;
/** merge-schedule-limit and replica-schedule-limit that stay (checklist 4.7). */
export const FINAL_MERGE_LIMIT = 8;
export const FINAL_REPLICA_LIMIT = 16;
/** What 3.0 merges by default: MiB and keys that a region may have to be merged into its neighbour. */
export const MERGE_SIZE_MIB = 20;
export const MERGE_KEYS = 200_000;

/** A key of PD's schedule configuration that the upgrade looks at, with its default in 2.1 and 3.0. */
export interface ScheduleKey {
  readonly key: string;
  readonly before: Json;
  readonly now: Json;
}

/** What changes its meaning for merging and balancing between the defaults of 2.1 and 3.0. */
export const SCHEDULE_KEYS: readonly ScheduleKey[] = [
  { key: 'max-merge-region-size', before: 0, now: MERGE_SIZE_MIB },
  { key: 'max-merge-region-keys', before: 0, now: MERGE_KEYS },
  { key: 'split-merge-interval', before: '1h0m0s', now: '1h0m0s' },
  { key: 'merge-schedule-limit', before: 8, now: 8 },
  { key: 'replica-schedule-limit', before: 8, now: 64 },
  { key: 'region-schedule-limit', before: 4, now: 64 },
  { key: 'hot-region-schedule-limit', before: 2, now: 4 },
  { key: 'leader-schedule-limit', before: 4, now: 4 },
];

/** How long PD holds merging back after its start, in milliseconds; null: not known. */
export function holdBackMs(schedule: Readonly<Record<string, Json>>): number | null {
  const interval = schedule['split-merge-interval'];
  return typeof interval === 'string' ? parseGoDuration(interval) : null;
}

/** Whether PD merges at all with this configuration; null: not known. */
export function mergesRegions(schedule: Readonly<Record<string, Json>>): boolean | null {
  const size = schedule['max-merge-region-size'];
  const limit = schedule['merge-schedule-limit'];
  return typeof size === 'number' && typeof limit === 'number' ? size > 0 && limit > 0 : null;
}

/** Whether an operator, in the words of PD, merges regions. */
export function isMergeOperator(operator: string): boolean {
  return operator.startsWith('merge-region');
}
