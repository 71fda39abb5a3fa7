import type { Shown, UiState } from '../../model.ts';
import { type MergeAsked, mergeAsked } from './asked.ts';
import { type DecisionLines, decisionLines } from './decision.ts';
import { itemHeight } from './file-lines.ts';
import { foldRows, type Item } from './fold.ts';
import { type FileSides, rowOfKey, sidesOf } from './sides.ts';
import { type ItemWindow, windowOfItems } from './window.ts';

/** Where everything of a merge stands inside its box, and what of the file is seen. */
export interface MergeGeometry {
  readonly asked: MergeAsked;
  readonly decision: DecisionLines;
  /** Lines of the decision, and of what is above it; one line between them divides the two. */
  readonly decisionRoom: number;
  readonly linesRoom: number;
  /** null: nothing that has lines is asked about. */
  readonly seen: SeenLines | null;
}
export interface SeenLines {
  readonly sides: FileSides;
  readonly items: readonly Item[];
  /** The row that is decided on. */
  readonly focus: number | null;
  readonly window: ItemWindow;
}

/** Lines that the upper part keeps at least: a head and three of the file. */
const LEAST_LINES = 4;
/** The decision takes this share of the box, and at most so many lines, even where it needs less: its edge stands still. */
const DECISION_SHARE = 0.4;
const DECISION_LINES = 13;

/** Works out what is seen of a merge in a box of this size inside; null when no merge is asked about. */
export function mergeGeometry(shown: Shown, ui: UiState, width: number, height: number): MergeGeometry | null {
  const asked = mergeAsked(shown, ui);
  if (!asked) return null;
  const decision = decisionLines(asked, shown, ui, width);
  const needed = decision.head.length + decision.options.length + 1;
  const most = Math.max(decision.options.length + 2, height - 1 - LEAST_LINES);
  const decisionRoom = Math.min(most, Math.max(needed, Math.min(DECISION_LINES, Math.floor(height * DECISION_SHARE))));
  const linesRoom = Math.max(0, height - 1 - decisionRoom);
  return { asked, decision, decisionRoom, linesRoom, seen: seenLines(asked, ui, width, linesRoom - 1) };
}

function seenLines({ file, row }: MergeAsked, ui: UiState, width: number, room: number): SeenLines | null {
  if (!file || !row) return null;
  const base = ui.merge.base && file.base !== null;
  const sides = sidesOf(file, base);
  const focus = rowOfKey(file, sides, row);
  const items = foldRows(sides, focus);
  const at = focus === null ? -1 : items.findIndex((item) => item.kind === 'row' && item.row === focus);
  const window = windowOfItems({
    items,
    height: (item) => itemHeight(item, { sides, base, width }),
    room,
    top: ui.tops.merge ?? null,
    focus: at < 0 ? null : at,
  });
  return { sides, items, focus, window };
}
