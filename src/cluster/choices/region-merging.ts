import { type Text, text } from '../../base/text.ts';
import type { Choices } from '../../engine/runbook.ts';
import { MERGING_QUESTION } from '../conditions/merging-wanted.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { scheduleConfigProbe } from '../probes/schedule-config.ts';
import { mergesRegions } from '../region-merging.ts';

/** Whether PD is to merge small and empty regions. */
export const chooseMerging: Choices<ClusterPorts> = {
  needs: [scheduleConfigProbe],
  ask({ facts }) {
    const schedule = facts.value(scheduleConfigProbe);
    const now = schedule === undefined ? null : mergesRegions(schedule);
    return [
      {
        id: MERGING_QUESTION,
        title: text('Merge small and empty regions?', '是否开启 Region Merge？'),
        why: WHY[String(now) as keyof typeof WHY],
        options: [
          {
            answer: 'on',
            title: text(
              'merge: begin with limit 2, raise to 8 while it stays steady',
              '开启：从 2 开始，稳定后逐步调到 8',
            ),
          },
          { answer: 'off', title: text('leave everything as PD holds it', '保持 PD 当前的设置') },
        ],
        proposed: 'on',
        free: null,
      },
    ];
  },
};

const WHY: Readonly<Record<'true' | 'false' | 'null', Text>> = {
  true: text(
    'PD merges already. Merging saves the work that empty regions cost; while much is merged at once, tikvclient_backoff_count may alert and fades by itself.',
    'PD 已在合并。合并可减少空 Region 的开销；大量合并期间 tikvclient_backoff_count 可能告警，会自行消退。',
  ),
  false: text(
    'PD does not merge: it keeps the 2.1 value in its own storage and prefers it to pd.yml. Merging saves the work that empty regions cost; while much is merged at once, tikvclient_backoff_count may alert and fades by itself.',
    'PD 目前不合并：它保留了 2.1 时存储的值，优先于 pd.yml。合并可减少空 Region 的开销；大量合并期间 tikvclient_backoff_count 可能告警，会自行消退。',
  ),
  null: text(
    'What PD holds is not known. Merging saves the work that empty regions cost.',
    'PD 当前的设置未知。合并可减少空 Region 的开销。',
  ),
};
