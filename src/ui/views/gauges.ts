import { formatDuration } from '../../base/duration.ts';
import { say } from '../../base/text.ts';
import type { GaugeRow, GaugesView } from '../../engine/view.ts';
import { bar, sparkline } from '../draw/gauge.ts';
import { type Line, line, span } from '../draw/line.ts';
import { table } from '../draw/table.ts';
import type { Shown } from '../model.ts';
import { markStyle } from '../panes/checklist.ts';
import { WORDS } from '../words/screen.ts';
import { ageText } from './facts.ts';

const BAR_COLUMNS = 10;
const TREND_COLUMNS = 8;

/** Gauges, one line a store, numbers to the right; below them the cluster line. `height` rows at most, the busiest first. */
export function gaugesLines(view: GaugesView, shown: Shown, width: number, height: number): readonly Line[] {
  const foot = gaugesFoot(view, shown);
  const room = Math.max(1, height - foot.length - 1);
  const rows = view.rows.length > room ? busiestFirst(view.rows).slice(0, room - 1) : view.rows;
  const withTrend = width >= 80;
  const lines = table(
    [
      { align: 'left', least: 1, yields: 0 },
      { align: 'left', least: 8, yields: 3 },
      { align: 'left', least: 7, yields: 1 },
      { align: 'left', least: 4, yields: 1 },
      { align: 'left', least: BAR_COLUMNS, yields: 0 },
      { align: 'right', least: 4, yields: 0 },
      { align: 'left', least: withTrend ? TREND_COLUMNS : 0, yields: 4 },
      { align: 'right', least: 0, yields: 2 },
    ],
    [gaugeHead(view, shown, withTrend), ...rows.map((row) => gaugeCells(row, shown, withTrend))],
    width,
    shown.glyphs.ellipsis,
  );
  const hidden = view.rows.length - rows.length;
  const more = hidden > 0 ? [line(`  ${say(WORDS.more(hidden), shown.lang)}`, { dim: true })] : [];
  return [...lines, ...more, ...foot];
}

/** The cluster line of gauges: labels and values, *not known* as `?`, and the age of it all. */
export function gaugesFoot(view: GaugesView, shown: Shown): readonly Line[] {
  const parts = view.line.flatMap(({ label, value }): Line => {
    const known = value === null ? span('?', { colour: 'yellow' }) : span(say(value, shown.lang));
    return [span(`${say(label, shown.lang)} `, { dim: true }), known, span('   ')];
  });
  const age = view.seenAt === null ? '?' : say(WORDS.seen(ageText(view.seenAt, shown)), shown.lang);
  return [[...parts, span(age, { dim: true })]];
}

function gaugeHead(view: GaugesView, { lang }: Shown, withTrend: boolean): readonly Line[] {
  const quiet = (words: string) => line(words, { dim: true });
  const { store, version, state, trend } = WORDS.gauges;
  return [
    [],
    quiet(say(store, lang)),
    quiet(say(version, lang)),
    quiet(say(state, lang)),
    [],
    quiet(say(view.unit, lang)),
    quiet(withTrend ? say(trend, lang) : ''),
    [],
  ];
}

function gaugeCells(row: GaugeRow, { glyphs, lang }: Shown, withTrend: boolean): readonly Line[] {
  const address = row.address === '' ? '' : ` ${row.address.replace(/^\d+\.\d+\.\d+(?=\.)/, '')}`;
  const drains = row.drainsInMs === null ? '' : `~ ${formatDuration(row.drainsInMs)}`;
  return [
    [span(glyphs.marks[row.mark], markStyle(row.mark))],
    [span(row.name), span(address, { dim: true })],
    line(row.version ?? '?', row.version === null ? { colour: 'yellow' } : {}),
    line(row.state ?? '?', row.state === null ? { colour: 'yellow' } : {}),
    line(bar(row.value, row.full, BAR_COLUMNS, glyphs), row.mark === 'now' ? { colour: 'cyan' } : { dim: true }),
    line(row.value === null ? '?' : String(row.value), row.value === null ? { colour: 'yellow' } : {}),
    line(withTrend ? sparkline(row.trend, TREND_COLUMNS, glyphs) : '', { dim: true }),
    line(row.note === null ? drains : say(row.note, lang), row.note === null ? {} : { colour: 'yellow' }),
  ];
}

function busiestFirst(rows: readonly GaugeRow[]): readonly GaugeRow[] {
  const order = { now: 0, failed: 1, look: 2, unknown: 3, 'to-come': 4, done: 5, skipped: 6 };
  return rows.toSorted((a, b) => order[a.mark] - order[b.mark]);
}
