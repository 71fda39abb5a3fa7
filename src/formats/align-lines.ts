import { diffArrays } from 'diff';

/** Two lines beside each other, as indices from 0; null: the side has no line there. */
export interface LinePair {
  readonly left: number | null;
  readonly right: number | null;
  readonly same: boolean;
}

/** The lines of a text without their breaks; a last line break begins no line. */
export function linesOf(source: string): readonly string[] {
  const lines = source.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

// Beyond so many differences the shortest way costs more than it shows: what is left is paired by place.
const MOST_EDITS = 3_000;

/**
 * Stands the lines of two texts beside each other: the same lines, then lines that set the same key (`# port: 1` and
 * `port: 2`), then those without a key, by place. Every line of both is there once, in its order.
 */
export function alignLines(left: readonly string[], right: readonly string[]): readonly LinePair[] {
  const pairs: LinePair[] = [];
  walk(left, right, {
    same: (l, r) => pairs.push({ left: l, right: r, same: true }),
    differ: (l, r) => pairs.push(...alignHunk(left, right, l, r)),
  });
  return pairs;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Visitor {
  same(left: number, right: number): void;
  differ(left: Range, right: Range): void;
}

/** Visits equal entries one by one, and between them what differs. */
function walk(left: readonly string[], right: readonly string[], visit: Visitor): void {
  const at = { left: 0, right: 0 };
  const from = { left: 0, right: 0 };
  const flush = () => {
    if (at.left > from.left || at.right > from.right)
      visit.differ({ from: from.left, to: at.left }, { from: from.right, to: at.right });
  };
  const changes = diffArrays([...left], [...right], { maxEditLength: MOST_EDITS });
  if (!changes) {
    visit.differ({ from: 0, to: left.length }, { from: 0, to: right.length });
    return;
  }
  for (const { added, removed, value } of changes) {
    if (removed) at.left += value.length;
    else if (added) at.right += value.length;
    else {
      flush();
      for (const _line of value) visit.same(at.left++, at.right++);
      from.left = at.left;
      from.right = at.right;
    }
  }
  flush();
}

function alignHunk(left: readonly string[], right: readonly string[], l: Range, r: Range): readonly LinePair[] {
  const pairs: LinePair[] = [];
  const heads = (lines: readonly string[], range: Range, side: string) =>
    lines.slice(range.from, range.to).map((line, n) => headOf(line) ?? `${side} ${n}`);
  walk(heads(left, l, 'left'), heads(right, r, 'right'), {
    same: (a, b) => pairs.push({ left: l.from + a, right: r.from + b, same: false }),
    differ: (a, b) =>
      pairs.push(
        ...byPlace(
          { lines: left, from: l.from + a.from, to: l.from + a.to },
          { lines: right, from: r.from + b.from, to: r.from + b.to },
        ),
      ),
  });
  return pairs;
}

/** Lines that set different keys stand alone; the others stand beside each other as they come. */
function byPlace(
  left: Range & { lines: readonly string[] },
  right: Range & { lines: readonly string[] },
): readonly LinePair[] {
  const pairs: LinePair[] = [];
  let [l, r] = [left.from, right.from];
  while (l < left.to || r < right.to) {
    const alone = l === left.to || r === right.to;
    if (l < left.to && (alone || headOf(left.lines[l] ?? '') !== null))
      pairs.push({ left: l++, right: null, same: false });
    else if (r < right.to && (alone || headOf(right.lines[r] ?? '') !== null))
      pairs.push({ left: null, right: r++, same: false });
    else pairs.push({ left: l++, right: r++, same: false });
  }
  return pairs;
}

/** The key that a line sets, or shows as a default: with a blank after it, so that no line without a key equals it. */
function headOf(line: string): string | null {
  const match = /^\s*(?:[#;]+\s*)?([\w.-]+)\s*[:=]/.exec(line);
  return match ? `${match[1]} =` : null;
}
