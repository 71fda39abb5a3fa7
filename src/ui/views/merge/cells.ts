import { sanitiseLine } from '../../../base/sanitise.ts';
import { type DiffPart, markWords } from '../../../formats/side-by-side.ts';
import { type Line, type Style, span } from '../../draw/line.ts';
import type { FileSides, Side, SideRow } from './sides.ts';

/**
 * One side of a row. Words that do not reach the result are marked as removed; in the result, those that the new release
 * does not have as added. A line with nothing in common with the one beside it is only coloured.
 */
export function sideCell({ lines }: FileSides, row: SideRow, side: Side): Line | null {
  const own = textAt(lines, row, side);
  if (own === null) return null;
  if (row.same) return [span(sanitiseLine(own), { dim: true })];
  const other = textAt(lines, row, side === 'result' ? 'new' : 'result');
  if (other === own) return [span(sanitiseLine(own))];
  if (other === null) return [span(sanitiseLine(own), aloneStyle(side, own))];
  const parts = side === 'result' ? markWords(other, own).right : markWords(own, other).left;
  if (parts.every((part) => part.changed)) return [span(sanitiseLine(own), aloneStyle(side, own))];
  return parts.map((part) => partSpan(part, side));
}

function partSpan({ text, changed }: DiffPart, side: Side) {
  const style: Style = changed && text.trim() !== '' ? { ground: side === 'result' ? 'added' : 'removed' } : {};
  return span(sanitiseLine(text), style);
}

/** A line that the other side does not have: comments stay quiet. */
function aloneStyle(side: Side, text: string): Style {
  if (text.trim().startsWith('#')) return { dim: true };
  return side === 'result' ? { colour: 'green' } : { dim: true };
}

/** The text of one side of a row; null where it has no line. */
export function textAt(lines: FileSides['lines'], row: SideRow, side: Side): string | null {
  const index = row[side];
  return index === null ? null : (lines[side][index] ?? null);
}
