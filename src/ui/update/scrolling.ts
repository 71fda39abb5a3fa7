import { text } from '../../base/text.ts';
import type { Action } from '../keys/bindings.ts';
import { layoutFor } from '../layout-for.ts';
import type { Shown, UiState } from '../model.ts';
import { findInLog, logTexts } from '../panes/log.ts';

/** Moves what is shown: of the overlay, of the log, else of the step. */
export function scroll(ui: UiState, action: Action, shown: Shown): UiState {
  const pane = ui.overlay ? (ui.overlay.kind === 'log' ? 'log' : 'overlay') : 'step';
  const page = Math.max(1, shown.rows - 8);
  const length = pane === 'log' ? logTexts(shown, ui, stepWidth(shown, ui) - 4).length : FAR;
  const now = ui.tops[pane] ?? (pane === 'log' ? Math.max(0, length - page) : 0);
  const top = {
    'line-up': now - 1,
    'line-down': now + 1,
    'page-up': now - page,
    'page-down': now + page,
    top: 0,
    bottom: FAR,
  }[action as 'line-up'];
  if (pane === 'log' && top + page >= length) return { ...ui, tops: without(ui.tops, 'log') };
  return { ...ui, tops: { ...ui.tops, [pane]: Math.max(0, Math.min(top, length)) } };
}

// Drawing keeps every window inside its list; no pane but the log is longer than this.
const FAR = 100_000;

/** Moves the log, or the lines of a merge, by `columns`. */
export function sideways(ui: UiState, columns: number): UiState {
  if (ui.overlay) return { ...ui, logLeft: Math.max(0, ui.logLeft + columns) };
  return { ...ui, merge: { ...ui.merge, left: Math.max(0, ui.merge.left + columns) } };
}

/** Opens the search of the log, or of the keys of a merge. */
export function beginSearch(ui: UiState): UiState {
  const search = { open: true, term: '' };
  if (ui.overlay?.kind === 'log') return { ...ui, overlay: { kind: 'log', search } };
  return ui.overlay ? ui : { ...ui, merge: { ...ui.merge, filter: search } };
}

/** Goes to the next hit of the search in the log. */
export function searchOn(ui: UiState, by: 1 | -1, shown: Shown): UiState {
  if (ui.overlay?.kind !== 'log' || ui.overlay.search.term === '') return ui;
  const texts = logTexts(shown, ui, stepWidth(shown, ui) - 4);
  const from = (ui.tops.log ?? texts.length) + by;
  const hit = findInLog(texts, ui.overlay.search.term, Math.max(0, Math.min(texts.length - 1, from)), by);
  if (hit === null)
    return { ...ui, notice: text(`no more "${ui.overlay.search.term}"`, `没有更多“${ui.overlay.search.term}”`) };
  return { ...ui, tops: { ...ui.tops, log: hit } };
}

function stepWidth(shown: Shown, ui: UiState): number {
  const layout = layoutFor(shown, ui);
  return layout.kind === 'too-small' ? shown.columns : layout.step.width;
}

/** Lets a pane follow its own place again. */
export function without(tops: UiState['tops'], pane: string): UiState['tops'] {
  const { [pane]: _gone, ...rest } = tops;
  return rest;
}

/** Looks at the step before or after. */
export function lookBeside(ui: UiState, by: 1 | -1, shown: Shown): UiState {
  const steps = shown.state.phases.flatMap((phase) => phase.steps);
  const asked = shown.request && 'step' in shown.request ? shown.request.step.id : null;
  const at = steps.findIndex((step) => step.id === (ui.looking ?? asked ?? shown.state.current));
  const next = steps[Math.max(0, Math.min(steps.length - 1, at + by))];
  return next ? { ...ui, looking: next.id, tops: { ...ui.tops, step: 0 } } : ui;
}
