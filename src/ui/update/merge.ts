import type { Action } from '../keys/bindings.ts';
import { layoutFor } from '../layout-for.ts';
import type { Shown, UiState } from '../model.ts';
import { mergeAsked } from '../views/merge/asked.ts';
import { hunkStarts } from '../views/merge/fold.ts';
import { type MergeGeometry, mergeGeometry } from '../views/merge/geometry.ts';
import { cursorInList, keyList, moveInList } from '../views/merge/key-list.ts';
import { without } from './scrolling.ts';

/** Moves in a merge: over the lines of the file, or with the cursor over the list of keys. */
export function scrollMerge(ui: UiState, action: Action, shown: Shown): UiState {
  const geometry = geometryOf(ui, shown);
  if (!geometry) return ui;
  const page = Math.max(1, geometry.linesRoom - 3);
  const length = ui.merge.mode === 'keys' ? listOf(ui, shown).length : (geometry.seen?.items.length ?? 0);
  const by =
    { 'line-up': -1, 'line-down': 1, 'page-up': -page, 'page-down': page, top: -length, bottom: length }[
      action as 'line-up'
    ] ?? 0;
  return ui.merge.mode === 'keys' ? moveCursor(ui, by, shown) : moveLines(ui, by, geometry);
}

/** Goes to the beginning of what differs next, or before. */
export function hunkBeside(ui: UiState, by: 1 | -1, shown: Shown): UiState {
  const seen = geometryOf(ui, shown)?.seen;
  if (!seen || ui.merge.mode === 'keys') return ui;
  // One line of what is the same stays above.
  const starts = hunkStarts(seen.sides, seen.items).map((at) => Math.max(0, at - 1));
  const { from } = seen.window;
  const next = by > 0 ? starts.find((at) => at > from) : starts.findLast((at) => at < from);
  return next === undefined ? ui : { ...ui, tops: { ...ui.tops, merge: next } };
}

/** From what is asked to the list of all keys, and back. */
export function toggleReview(ui: UiState): UiState {
  const mode = ui.merge.mode === 'keys' ? 'lines' : 'keys';
  return { ...ui, merge: { ...ui.merge, mode, at: null }, tops: without(ui.tops, 'merge') };
}

/** Shows the lines of the key under the cursor of the list. */
export function lookAtLines(ui: UiState, shown: Shown): UiState {
  const items = listOf(ui, shown);
  const item = items[cursorInList(items, ui.merge.row)];
  if (item?.kind !== 'row') return ui;
  const tops = without(ui.tops, 'merge');
  const { request } = shown;
  const isAsked = request?.kind === 'questions' && request.questions.some(({ id }) => id === item.id);
  if (isAsked) return { ...ui, asked: item.id, cursor: -1, tops, merge: { ...ui.merge, mode: 'lines', at: null } };
  return { ...ui, tops, merge: { ...ui.merge, mode: 'lines', at: item.id } };
}

/** From the lines of a settled key back to the list. */
export function backToList(ui: UiState): UiState {
  return ui.merge.at === null ? ui : { ...ui, merge: { ...ui.merge, mode: 'keys', at: null } };
}

function moveLines(ui: UiState, by: number, { seen }: MergeGeometry): UiState {
  if (!seen) return ui;
  const top = Math.max(0, Math.min(seen.items.length, seen.window.from + by));
  return { ...ui, tops: { ...ui.tops, merge: top } };
}

function moveCursor(ui: UiState, by: number, shown: Shown): UiState {
  const items = listOf(ui, shown);
  const at = moveInList(items, cursorInList(items, ui.merge.row), by);
  return { ...ui, merge: { ...ui.merge, row: items[at]?.id ?? null } };
}

function listOf(ui: UiState, shown: Shown) {
  const asked = mergeAsked(shown, ui);
  return asked ? keyList(asked.view, ui.merge.filter.term, shown.lang) : [];
}

function geometryOf(ui: UiState, shown: Shown): MergeGeometry | null {
  const layout = layoutFor(shown, ui);
  return layout.kind === 'too-small' ? null : mergeGeometry(shown, ui, layout.step.width - 4, layout.step.height - 2);
}
