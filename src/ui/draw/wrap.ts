import { displayWidth } from '../../base/width.ts';
import { type Line, line, type Style } from './line.ts';

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

// Chinese typesetting: these never begin a line.
const NO_LINE_START = /^[，。！？；：、）》」』”’…—,.!?;:)\]}]/;

/**
 * Breaks text into lines of at most `columns`, between words (Chinese: between characters, never before punctuation).
 * A word wider than a line is broken; newlines in the text are kept. Widths under 2 give one character a line.
 */
export function wrap(text: string, columns: number): readonly string[] {
  const room = Math.max(2, columns);
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, room));
}

/** The same as lines of one style, with `indent` blanks before each but the first. */
export function wrapLines(text: string, columns: number, style: Style = {}, indent = 0): readonly Line[] {
  return wrap(text, columns - indent).map((piece, n) => line(n === 0 ? piece : ' '.repeat(indent) + piece, style));
}

function wrapParagraph(paragraph: string, room: number): readonly string[] {
  const out: string[] = [];
  let current = '';
  for (const piece of pieces(paragraph, room)) {
    const joined = current + piece;
    if (displayWidth(joined.trimEnd()) <= room) {
      current = joined;
      continue;
    }
    out.push(current.trimEnd());
    current = piece.trimStart();
  }
  out.push(current.trimEnd());
  return out;
}

/** Pieces that stay together: a word with the punctuation after it; a word wider than the room in parts. */
function pieces(paragraph: string, room: number): readonly string[] {
  const out: string[] = [];
  for (const { segment } of words.segment(paragraph)) {
    const glued =
      out.length > 0 &&
      (NO_LINE_START.test(segment) ||
        (!/\s$/.test(out.at(-1)!) && /^[\w./:=-]/.test(segment) && /[\w./:=-]$/.test(out.at(-1)!)));
    const joined = glued ? out.at(-1)! + segment : segment;
    if (glued && displayWidth(joined) <= room) out[out.length - 1] = joined;
    else if (displayWidth(segment) <= room) out.push(segment);
    else out.push(...Array.from(graphemes.segment(segment), (g) => g.segment));
  }
  return out;
}
