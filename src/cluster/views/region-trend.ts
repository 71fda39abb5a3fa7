import { type Text, text } from '../../base/text.ts';
import type { Fact } from '../../engine/fact.ts';
import type { Shows } from '../../engine/runbook.ts';
import type { Measured, TrendView, View } from '../../engine/view.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { operatorsProbe } from '../probes/operators.ts';
import { regionStatsProbe } from '../probes/region-stats.ts';
import { isMergeOperator } from '../region-merging.ts';

const POINTS = 240;

/** Regions, empty regions and merge operators over time. */
export const regionTrend: Shows<ClusterPorts> = {
  needs: [regionStatsProbe, operatorsProbe],
  everyMs: 10_000,
  view({ facts }, previous): TrendView {
    const stats = facts.of(regionStatsProbe);
    const operators = facts.of(operatorsProbe);
    const merging: Fact<number> = operators.known
      ? { ...operators, value: operators.value.filter(isMergeOperator).length }
      : operators;
    return {
      kind: 'trend',
      series: [
        line(
          'regions',
          text('regions', 'Region 数'),
          measured(stats, stats.known ? stats.value.count : null),
          previous,
        ),
        line(
          'empty',
          text('empty regions', '空 Region 数'),
          measured(stats, stats.known ? stats.value.empty : null),
          previous,
        ),
        line(
          'merging',
          text('merge operators', 'merge operator 数'),
          measured(merging, merging.known ? merging.value : null),
          previous,
        ),
      ],
    };
  },
};

interface Point {
  readonly at: number;
  readonly value: Measured;
}

function measured(fact: Fact<unknown>, value: Measured): Point {
  return { at: fact.seenAt, value };
}

function line(id: string, label: Text, point: Point, previous: View | undefined): TrendView['series'][number] {
  const before = previous?.kind === 'trend' ? previous.series.find((series) => series.id === id) : undefined;
  const points = before?.points ?? [];
  const fresh = points.at(-1)?.at !== point.at;
  return {
    id,
    label,
    unit: text('', ''),
    points: fresh ? [...points, point].slice(-POINTS) : points,
    note: null,
  };
}
