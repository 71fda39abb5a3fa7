import { diffArrays, diffWordsWithSpace } from 'diff';

/** A piece of a line; `changed` marks what the other side does not have. */
export interface DiffPart {
  readonly text: string;
  readonly changed: boolean;
}

/** One side of a row; null: the side has no line there. */
export interface DiffCell {
  /** Counted from 1. */
  readonly line: number;
  readonly parts: readonly DiffPart[];
}

/** Two lines side by side. */
export interface DiffRow {
  readonly kind: 'same' | 'changed' | 'left-only' | 'right-only';
  readonly left: DiffCell | null;
  readonly right: DiffCell | null;
}

/** Two texts side by side, line by line, with the words that differ marked. Line breaks do not count. */
export function sideBySide(left: string, right: string): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  const at = { left: 0, right: 0 };
  let removed: readonly string[] = [];
  const flush = (added: readonly string[]): void => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      rows.push(pair(removed[index], added[index], at));
    }
    removed = [];
  };
  for (const change of diffArrays(linesOf(left), linesOf(right))) {
    if (change.removed) {
      removed = change.value;
    } else if (change.added) {
      flush(change.value);
    } else {
      flush([]);
      for (const line of change.value)
        rows.push({ kind: 'same', left: whole(line, ++at.left), right: whole(line, ++at.right) });
    }
  }
  flush([]);
  return rows;
}

function linesOf(source: string): string[] {
  const lines = source.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

const whole = (line: string, number: number): DiffCell => ({ line: number, parts: [{ text: line, changed: false }] });

function pair(left: string | undefined, right: string | undefined, at: { left: number; right: number }): DiffRow {
  if (left === undefined) {
    return {
      kind: 'right-only',
      left: null,
      right: { line: ++at.right, parts: [{ text: right ?? '', changed: true }] },
    };
  }
  if (right === undefined) {
    return { kind: 'left-only', left: { line: ++at.left, parts: [{ text: left, changed: true }] }, right: null };
  }
  const words = diffWordsWithSpace(left, right);
  return {
    kind: 'changed',
    left: {
      line: ++at.left,
      parts: words.filter((word) => !word.added).map((word) => ({ text: word.value, changed: word.removed })),
    },
    right: {
      line: ++at.right,
      parts: words.filter((word) => !word.removed).map((word) => ({ text: word.value, changed: word.added })),
    },
  };
}
