import { displayWidth } from '../../base/width.ts';
import { type Line, type Span, span } from './line.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A line without its first `columns` columns. A wide character that is cut through leaves a blank. */
export function cutLineLeft(spans: Line, columns: number): Line {
  let over = columns;
  const out: Span[] = [];
  for (const piece of spans) {
    const width = over > 0 ? displayWidth(piece.text) : 0;
    if (over > 0 && width <= over) {
      over -= width;
      continue;
    }
    if (over <= 0) {
      out.push(piece);
      continue;
    }
    const { rest, left } = cutText(piece.text, over);
    out.push(span(left + rest, piece.style));
    over = 0;
  }
  return out;
}

/** The end of a text that has room in `columns`, with `ellipsis` in front where something was cut. */
export function endOf(text: string, columns: number, ellipsis: string): string {
  const over = displayWidth(text) - columns;
  if (over <= 0) return text;
  return ellipsis + cutText(text, over + displayWidth(ellipsis)).rest;
}

function cutText(text: string, columns: number): { readonly rest: string; readonly left: string } {
  let used = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    if (used >= columns) return { rest: text.slice(index), left: ' '.repeat(used - columns) };
    used += displayWidth(segment);
  }
  return { rest: '', left: ' '.repeat(Math.max(0, used - columns)) };
}
