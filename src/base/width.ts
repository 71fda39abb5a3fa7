import stringWidth from 'string-width';

/** Columns that `s` takes in a terminal; East Asian wide characters take two. */
export function displayWidth(s: string): number {
  return stringWidth(s);
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
