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

/**
 * The last `columns` values as a small curve between their own lowest and highest; gaps where nothing was known. What
 * moves by less than a fifth of the highest is drawn as nearly flat, so that jitter does not look like a landslide.
 */
export function sparkline(values: readonly Measured[], columns: number, glyphs: Glyphs): string {
  const shown = values.slice(-columns);
  const known = shown.filter((value) => value !== null);
  const highest = Math.max(0, ...known);
  const range = Math.max(highest - Math.min(highest, ...known), highest / 5, 1);
  return shown.map((value) => sparkCell(value, highest - range, range, glyphs)).join('');
}

function sparkCell(value: Measured, floor: number, range: number, { spark }: Glyphs): string {
  if (value === null) return ' ';
  return spark[Math.round(((value - floor) / range) * (spark.length - 1) * 0.6)] ?? ' ';
}
