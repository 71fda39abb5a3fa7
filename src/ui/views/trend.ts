import { say } from '../../base/text.ts';
import type { TrendView } from '../../engine/view.ts';
import { sparkline } from '../draw/gauge.ts';
import { type Line, line } from '../draw/line.ts';
import { table } from '../draw/table.ts';
import type { Shown } from '../model.ts';

/** Curves, one line each: label, curve, last value with its unit, and what is to be said of it. */
export function trendLines(view: TrendView, shown: Shown, width: number): readonly Line[] {
  const columns = Math.max(8, Math.min(40, Math.floor(width / 3)));
  return table(
    [
      { align: 'left', least: 10, yields: 2 },
      { align: 'left', least: 8, yields: 1 },
      { align: 'right', least: 4, yields: 0 },
      { align: 'left', least: 0, yields: 3 },
    ],
    view.series.map((series) => {
      const last = series.points.at(-1)?.value ?? null;
      const unit = say(series.unit, shown.lang);
      return [
        line(say(series.label, shown.lang)),
        line(
          sparkline(
            series.points.map((point) => point.value),
            columns,
            shown.glyphs,
          ),
          { colour: 'cyan' },
        ),
        line(last === null ? '?' : `${last}${unit === '' ? '' : ` ${unit}`}`),
        line(series.note ? say(series.note, shown.lang) : '', { dim: true }),
      ];
    }),
    width,
    shown.glyphs.ellipsis,
  );
}
