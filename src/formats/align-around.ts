import { alignLines } from './align-lines.ts';

/** One row of several texts beside each other, as indices of lines from 0; null: the text has no line there. */
export interface AlignedRow {
  readonly middle: number | null;
  /** In the order in which the texts were given. */
  readonly sides: readonly (number | null)[];
  /** All of them have the line, word for word. */
  readonly same: boolean;
}

/** Stands several texts beside one that each of them is compared with. Every line of all is there once, in its order. */
export function alignAround(middle: readonly string[], sides: readonly (readonly string[])[]): readonly AlignedRow[] {
  const against = sides.map((side) => gather(side, middle));
  const rows: AlignedRow[] = [];
  for (let at = 0; at <= middle.length; at += 1) {
    const gaps = against.map(({ before }) => before.get(at) ?? []);
    const height = Math.max(0, ...gaps.map((gap) => gap.length));
    for (let n = 0; n < height; n += 1)
      rows.push({ middle: null, sides: gaps.map((gap) => gap[n] ?? null), same: false });
    if (at === middle.length) break;
    const beside = against.map(({ partner }) => partner.get(at));
    rows.push({
      middle: at,
      sides: beside.map((pair) => pair?.index ?? null),
      same: beside.every((pair) => pair?.same === true),
    });
  }
  return rows;
}

/** The lines of `side` by where they stand against `middle`: beside a line of it, or before one. */
function gather(side: readonly string[], middle: readonly string[]) {
  const partner = new Map<number, { index: number; same: boolean }>();
  const before = new Map<number, number[]>();
  let next = 0;
  for (const { left, right, same } of alignLines(side, middle)) {
    if (right !== null) next = right + 1;
    if (left === null) continue;
    if (right !== null) partner.set(right, { index: left, same });
    else gapAt(before, next).push(left);
  }
  return { partner, before };
}

function gapAt(gaps: Map<number, number[]>, at: number): number[] {
  const gap = gaps.get(at) ?? [];
  gaps.set(at, gap);
  return gap;
}
