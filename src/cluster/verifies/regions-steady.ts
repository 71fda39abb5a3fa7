import { formatDuration, type Instant, type Millis } from '../../base/duration.ts';
import { isJsonObject, type Json } from '../../base/json.ts';
import { type Text, text } from '../../base/text.ts';
import type { Verify, VerifyLook } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { operatorsProbe } from '../probes/operators.ts';
import { regionStatsProbe } from '../probes/region-stats.ts';
import { scheduleConfigProbe } from '../probes/schedule-config.ts';
import { holdBackMs, isMergeOperator } from '../region-merging.ts';

/** Steady: the count of regions changed by less than this share … */
const LEAST_CHANGE = 0.01;
/** … over this time, and no merge operator runs. */
const WINDOW_MS: Millis = 180_000;
const EVERY_MS: Millis = 10_000;
const LONGEST_MS: Millis = 24 * 3_600_000;

/**
 * PD holds the limit, and the count of regions has become steady under it.
 * @param heldBack whether PD may still hold merging back (split-merge-interval after its start): stillness is then no
 *   steadiness while there are empty regions and none was merged yet
 */
export function regionsSteady(limit: number, heldBack: boolean): Verify<ClusterPorts> {
  return {
    id: `regions-steady-${limit}`,
    title: text(
      `the regions are steady at limit ${limit}: less than ${LEAST_CHANGE * 100} % change in ${formatDuration(WINDOW_MS)}, no merge operator`,
      `limit 为 ${limit} 时 Region 数趋于稳定：${formatDuration(WINDOW_MS)} 内变化小于 ${LEAST_CHANGE * 100}%，且没有 merge operator`,
    ),
    needs: [regionStatsProbe, operatorsProbe, scheduleConfigProbe],
    everyMs: EVERY_MS,
    timeoutMs: LONGEST_MS,
    judge({ facts }, memory) {
      const stats = facts.of(regionStatsProbe);
      const operators = facts.value(operatorsProbe);
      const schedule = facts.value(scheduleConfigProbe);
      const kept = readMemory(memory);
      if (!stats.known || stats.value.count === null || !operators || !schedule) {
        const evidence = text('PD does not tell its regions or operators', 'PD 未给出 Region 或 operator 信息');
        return { holds: 'not-yet', evidence, memory: toJson(kept) };
      }
      const held = schedule['merge-schedule-limit'] ?? null;
      if (held !== limit) return notHeld(limit, held);
      const now: Sample = { at: stats.seenAt, count: stats.value.count };
      const next = withSample(kept, now);
      const { empty } = stats.value;
      const merging = operators.filter(isMergeOperator).length;
      const still = stillness(next, now);
      const waiting = heldBack && isHeldBack({ kept: next, now, empty, holdBackMs: holdBackMs(schedule) });
      const evidence = figures({ still, now, empty, merging, waiting });
      const steady = still.long && still.change < LEAST_CHANGE && merging === 0 && !waiting;
      return { holds: steady ? 'yes' : 'not-yet', evidence, memory: toJson(next) };
    },
  };
}

interface Sample {
  readonly at: Instant;
  readonly count: number;
}

interface Kept {
  /** When the first look was. */
  readonly since: Instant | null;
  /** Whether the count was seen to fall. */
  readonly merged: boolean;
  /** Samples of the window, and the last one before it; oldest first. */
  readonly samples: readonly Sample[];
}

function withSample(kept: Kept, now: Sample): Kept {
  const samples = [...kept.samples, now];
  const before = samples.findLastIndex((sample) => now.at - sample.at >= WINDOW_MS);
  const last = kept.samples.at(-1);
  return {
    since: kept.since ?? now.at,
    merged: kept.merged || (last !== undefined && now.count < last.count),
    samples: before > 0 ? samples.slice(before) : samples,
  };
}

interface Stillness {
  /** Whether the samples reach back over the whole window. */
  readonly long: boolean;
  readonly overMs: Millis;
  readonly from: number;
  /** The largest difference to now, as a share of the count at its beginning. */
  readonly change: number;
}

function stillness(kept: Kept, now: Sample): Stillness {
  const first = kept.samples[0] ?? now;
  const widest = Math.max(...kept.samples.map((sample) => Math.abs(sample.count - now.count)));
  return {
    long: now.at - first.at >= WINDOW_MS,
    overMs: now.at - first.at,
    from: first.count,
    change: first.count === 0 ? 0 : widest / first.count,
  };
}

interface HeldBack {
  readonly kept: Kept;
  readonly now: Sample;
  readonly empty: number | null;
  readonly holdBackMs: Millis | null;
}

/** Nothing was merged though there are empty regions, and PD's hour (split-merge-interval) may not be over. */
function isHeldBack({ kept, now, empty, holdBackMs: interval }: HeldBack): boolean {
  if (kept.merged || empty === 0) return false;
  return interval === null || now.at - (kept.since ?? now.at) < interval;
}

interface Figures {
  readonly still: Stillness;
  readonly now: Sample;
  readonly empty: number | null;
  readonly merging: number;
  readonly waiting: boolean;
}

function figures({ still, now, empty, merging, waiting }: Figures): Text {
  const change = `${(still.change * 100).toFixed(1)} %`;
  const over = formatDuration(still.overMs);
  const held = waiting
    ? text(
        '; nothing merged yet: PD holds merging back for split-merge-interval after its start',
        '；尚未合并：PD 启动后在 split-merge-interval 内不合并',
      )
    : text('', '');
  return text(
    `${still.from} → ${now.count} regions, changed ${change} in ${over}; empty: ${empty ?? '?'}; merge operators: ${merging}${held.en}`,
    `Region ${still.from} → ${now.count}，${over}内变化 ${change}；空 Region：${empty ?? '?'}；merge operator：${merging}${held.zh}`,
  );
}

function notHeld(limit: number, held: Json): VerifyLook {
  return {
    holds: 'no',
    evidence: text(
      `PD holds merge-schedule-limit = ${held ?? '?'}, not ${limit}: somebody else changed it`,
      `PD 中 merge-schedule-limit = ${held ?? '?'}，不是 ${limit}：已被他人修改`,
    ),
  };
}

const NOTHING: Kept = { since: null, merged: false, samples: [] };

function readMemory(memory: Json | undefined): Kept {
  if (!isJsonObject(memory) || !Array.isArray(memory.samples)) return NOTHING;
  const samples = memory.samples.flatMap((entry) => {
    const sample = isJsonObject(entry) ? entry : {};
    return typeof sample.at === 'number' && typeof sample.count === 'number'
      ? [{ at: sample.at, count: sample.count }]
      : [];
  });
  return { since: typeof memory.since === 'number' ? memory.since : null, merged: memory.merged === true, samples };
}

function toJson(kept: Kept): Json {
  return { since: kept.since, merged: kept.merged, samples: kept.samples.map(({ at, count }) => ({ at, count })) };
}
