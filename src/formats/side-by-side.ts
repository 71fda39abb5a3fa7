import { diffWordsWithSpace } from 'diff';
import { alignLines, linesOf } from './align-lines.ts';

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
  const [leftLines, rightLines] = [linesOf(left), linesOf(right)];
  return alignLines(leftLines, rightLines).map((pair): DiffRow => {
    if (pair.left === null) return { kind: 'right-only', left: null, right: whole(rightLines, pair.right ?? 0, true) };
    if (pair.right === null) return { kind: 'left-only', left: whole(leftLines, pair.left, true), right: null };
    if (pair.same)
      return { kind: 'same', left: whole(leftLines, pair.left, false), right: whole(rightLines, pair.right, false) };
    const words = markWords(leftLines[pair.left] ?? '', rightLines[pair.right] ?? '');
    return {
      kind: 'changed',
      left: { line: pair.left + 1, parts: words.left },
      right: { line: pair.right + 1, parts: words.right },
    };
  });
}

/** The words of two lines that the other one does not have; lines with little in common are marked whole. */
export function markWords(
  left: string,
  right: string,
): { readonly left: readonly DiffPart[]; readonly right: readonly DiffPart[] } {
  if (left === right) return { left: [{ text: left, changed: false }], right: [{ text: right, changed: false }] };
  const words = diffWordsWithSpace(left, right);
  const shared = words.filter((word) => !word.added && !word.removed).reduce((sum, word) => sum + ink(word.value), 0);
  if (shared * 2 < Math.max(ink(left), ink(right)))
    return { left: [{ text: left, changed: true }], right: [{ text: right, changed: true }] };
  return {
    left: words.filter((word) => !word.added).map((word) => ({ text: word.value, changed: word.removed })),
    right: words.filter((word) => !word.removed).map((word) => ({ text: word.value, changed: word.added })),
  };
}

const whole = (lines: readonly string[], index: number, changed: boolean): DiffCell => ({
  line: index + 1,
  parts: [{ text: lines[index] ?? '', changed }],
});

const ink = (words: string) => words.replace(/\s/g, '').length;
