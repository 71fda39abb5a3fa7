import { displayWidth, fit } from '../../base/width.ts';

/** The terminal's own colours; meaning is never carried by them alone. */
export type Colour = 'green' | 'yellow' | 'red' | 'cyan' | 'blue' | 'magenta';

/** How a piece of text looks. Backgrounds are for the cursor line and word-level differences only. */
export interface Style {
  readonly colour?: Colour;
  readonly dim?: boolean;
  readonly bold?: boolean;
  readonly underline?: boolean;
  /** `cursor`: the line the cursor is on; `added`, `removed`: words that differ. */
  readonly ground?: 'cursor' | 'added' | 'removed';
}

/** A piece of one line; holds no newline, no tab and no control character. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One line of the screen. */
export type Line = readonly Span[];

/** A span; without a style it looks like the terminal's own text. */
export function span(text: string, style: Style = {}): Span {
  return { text, style };
}

/** A line of one span. */
export function line(text: string, style: Style = {}): Line {
  return text === '' ? [] : [span(text, style)];
}

/** Columns that a line takes. */
export function lineWidth(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

/** The plain text of a line. */
export function plain(spans: Line): string {
  return spans.map(({ text }) => text).join('');
}

/** Cuts a line to at most `columns`, ending in `ellipsis` where something was cut. */
export function fitLine(spans: Line, columns: number, ellipsis = '…'): Line {
  if (lineWidth(spans) <= columns) return spans;
  const out: Span[] = [];
  let room = columns;
  for (const [index, piece] of spans.entries()) {
    const width = displayWidth(piece.text);
    const restWidth = lineWidth(spans.slice(index + 1));
    const mustCut = restWidth > room - width;
    const mark = displayWidth(ellipsis);
    if (!mustCut || width <= room - mark) {
      out.push(piece);
      room -= width;
      continue;
    }
    const text =
      width <= room ? fit(`${piece.text}${' '.repeat(mark + 1)}`, room, ellipsis) : fit(piece.text, room, ellipsis);
    out.push({ ...piece, text });
    return out;
  }
  return out;
}

/** Makes a line exactly `columns` wide: cut or padded. A ground reaches to the end. */
export function fillLine(spans: Line, columns: number, ellipsis = '…'): Line {
  const fitted = fitLine(spans, columns, ellipsis);
  const missing = columns - lineWidth(fitted);
  if (missing <= 0) return fitted;
  const ground = fitted.at(-1)?.style.ground;
  return [...fitted, span(' '.repeat(missing), ground ? { ground } : {})];
}

/** Puts one style over what the spans have. */
export function restyle(spans: Line, style: Style): Line {
  return spans.map((piece) => ({ ...piece, style: { ...piece.style, ...style } }));
}

/** Stands lines beside each other: `left` filled to its width, then `right`. */
export function beside(left: readonly Line[], leftWidth: number, right: readonly Line[]): readonly Line[] {
  const height = Math.max(left.length, right.length);
  return Array.from({ length: height }, (_, n) => [...fillLine(left[n] ?? [], leftWidth), ...(right[n] ?? [])]);
}
