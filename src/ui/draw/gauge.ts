import type { Measured } from '../../engine/view.ts';
import type { Glyphs } from './glyphs.ts';

/** A bar of `columns` cells, filled in eighths; *not known* is a row of blanks with `?` in front. */
export function bar(value: Measured, full: Measured, columns: number, glyphs: Glyphs): string {
  if (value === null || full === null) return '?'.padEnd(columns);
  const share = full <= 0 ? 0 : Math.min(1, Math.max(0, value / full));
  const eighths = Math.round(share * columns * 8);
  const whole = Math.floor(eighths / 8);
  const rest = eighths % 8;
  const filled = glyphs.bar[7]!.repeat(whole) + (rest > 0 ? glyphs.bar[rest - 1]! : '');
  const least = value > 0 && filled === '' ? glyphs.bar[0]! : filled;
  return least.padEnd(columns);
}

/** The last `columns` values as a small curve, scaled to their own highest; gaps where nothing was known. */
export function sparkline(values: readonly Measured[], columns: number, glyphs: Glyphs): string {
  const shown = values.slice(-columns);
  const highest = Math.max(0, ...shown.filter((value) => value !== null));
  return shown.map((value) => sparkCell(value, highest, glyphs)).join('');
}

function sparkCell(value: Measured, highest: number, { spark }: Glyphs): string {
  if (value === null) return ' ';
  const level = highest === 0 ? 0 : Math.round((value / highest) * (spark.length - 1));
  return spark[level] ?? ' ';
}
