import type { Json } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import { wantsMerging } from '../conditions/merging-wanted.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { scheduleConfigProbe } from '../probes/schedule-config.ts';
import { FINAL_MERGE_LIMIT, FINAL_REPLICA_LIMIT, MERGE_KEYS, MERGE_SIZE_MIB } from '../region-merging.ts';
import { finding, notKnown } from './finding.ts';

/** PD holds the values that this run declared final. */
export const limitsAsDeclared: Check<ClusterPorts> = {
  id: 'limits-as-declared',
  title: text('PD holds the declared limits', 'PD 的调度参数与设定一致'),
  needs: [scheduleConfigProbe],
  judge(facts, answers) {
    const schedule = facts.of(scheduleConfigProbe);
    if (!schedule.known) return notKnown('limits-as-declared', text('the limits', '调度参数'), schedule);
    const declared: Readonly<Record<string, Json>> = {
      'replica-schedule-limit': FINAL_REPLICA_LIMIT,
      ...(wantsMerging(answers) === true ? MERGING : {}),
    };
    const other = Object.entries(declared).filter(([key, value]) => schedule.value[key] !== value);
    const list = other.map(([key, value]) => `${key} ${schedule.value[key] ?? '?'} (${value})`).join(', ');
    const all = Object.entries(declared).map(([key, value]) => `${key} ${value}`);
    return finding(
      {
        id: 'limits-as-declared',
        result: other.length === 0 ? 'ok' : 'warn',
        what:
          other.length === 0
            ? text(`PD holds: ${all.join(', ')}`, `PD 当前：${all.join('、')}`)
            : text(`PD holds other values (declared): ${list}`, `PD 的值与设定不同（括号内为设定值）：${list}`),
        why: text(
          'these values stay; PD keeps them in its own storage and prefers them to pd.yml',
          '这些值将保留；PD 将其持久化，优先于 pd.yml',
        ),
        next: other.map(([key, value]) =>
          text(`pd-ctl: config set ${key} ${value}`, `pd-ctl：config set ${key} ${value}`),
        ),
      },
      [schedule],
    );
  },
};

const MERGING = {
  'merge-schedule-limit': FINAL_MERGE_LIMIT,
  'max-merge-region-size': MERGE_SIZE_MIB,
  'max-merge-region-keys': MERGE_KEYS,
} as const;
