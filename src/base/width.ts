import stringWidth from 'string-width';

/** Columns that `s` takes in a terminal; East Asian wide characters take two. */
export function displayWidth(s: string): number {
  return plainWidth(s) ?? stringWidth(s);
}

/** What screens are made of: ranges of characters that stand alone and always take the same columns. */
const PLAIN: readonly (readonly [from: number, to: number, columns: 1 | 2])[] = [
  [0x20, 0x7e, 1],
  // Lines, blocks and geometric marks; the others the screen has are at the end.
  [0x2500, 0x25fc, 1],
  // CJK ideographs, their punctuation, full-width forms.
  [0x4e00, 0x9fff, 2],
  [0x3001, 0x3029, 2],
  [0xff01, 0xff60, 2],
  [0x2010, 0x2027, 1],
  [0x2190, 0x2193, 1],
  [0x2714, 0x2714, 1],
  [0x2716, 0x2716, 1],
  [0x203a, 0x203a, 1],
  [0xd7, 0xd7, 1],
  [0xb7, 0xb7, 1],
  [0xab, 0xab, 1],
  [0xbb, 0xbb, 1],
];

/** The width of a string of plain characters only, a hundred times quicker than by graphemes; null for any other. */
function plainWidth(s: string): number | null {
  let width = 0;
  for (let n = 0; n < s.length; n += 1) {
    const code = s.charCodeAt(n);
    const range = code <= 0x7e && code >= 0x20 ? PLAIN[0] : PLAIN.find(([from, to]) => code >= from && code <= to);
    if (range === undefined) return null;
    width += range[2];
  }
  return width;
}

/** Pads `s` with blanks to `columns`; what is wider is left as it is. */
export function padEnd(s: string, columns: number): string {
  return s + ' '.repeat(Math.max(0, columns - displayWidth(s)));
}

/** Pads `s` on the left: for numbers, which line up right. */
export function padStart(s: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(s))) + s;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cuts `s` to at most `columns`, ending in `ellipsis` where something was cut; never splits a character. */
export function fit(s: string, columns: number, ellipsis = '…'): string {
  if (displayWidth(s) <= columns) return s;
  const room = columns - displayWidth(ellipsis);
  if (room < 0) return '';
  let out = '';
  let used = 0;
  for (const { segment } of graphemes.segment(s)) {
    const width = displayWidth(segment);
    if (used + width > room) break;
    out += segment;
    used += width;
  }
  return out + ellipsis;
}
