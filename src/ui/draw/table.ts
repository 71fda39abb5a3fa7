import { fillLine, type Line, lineWidth, span } from './line.ts';

/** A column of a table. */
export interface Column {
  /** Numbers line up right. */
  readonly align: 'left' | 'right';
  /** Least width; the column grows to its content where there is room. */
  readonly least: number;
  /** Columns with a higher number give their room first. */
  readonly yields: number;
}

/**
 * Lays rows of cells out in columns two blanks apart, never wider than `width`. Where there is not enough room the
 * columns that yield most shrink to their least width first; a table that does not fit even so is cut at the right.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Line[])[],
  width: number,
  ellipsis = '…',
): readonly Line[] {
  const widths = columnWidths(columns, rows, width);
  return rows.map((row) =>
    fillLine(
      columns.flatMap((column, n) =>
        cell(row[n] ?? [], { column, width: widths[n] ?? 0, isLast: n === columns.length - 1, ellipsis }),
      ),
      width,
      ellipsis,
    ),
  );
}

function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly Line[])[],
  width: number,
): readonly number[] {
  const widths = columns.map((column, n) => Math.max(column.least, ...rows.map((row) => lineWidth(row[n] ?? []))));
  const gaps = 2 * (columns.length - 1);
  let over = widths.reduce((sum, w) => sum + w, gaps) - width;
  const order = columns.map((column, n) => ({ n, yields: column.yields })).sort((a, b) => b.yields - a.yields);
  for (const { n } of order) {
    if (over <= 0) break;
    const give = Math.min(over, (widths[n] ?? 0) - (columns[n]?.least ?? 0));
    widths[n] = (widths[n] ?? 0) - give;
    over -= give;
  }
  return widths;
}

interface CellOptions {
  readonly column: Column;
  readonly width: number;
  readonly isLast: boolean;
  readonly ellipsis: string;
}

function cell(content: Line, { column, width, isLast, ellipsis }: CellOptions): Line {
  const missing = Math.max(0, width - lineWidth(content));
  const padded = column.align === 'right' ? [span(' '.repeat(missing)), ...content] : content;
  const filled = fillLine(padded, width, ellipsis);
  return isLast ? filled : [...filled, span('  ')];
}
