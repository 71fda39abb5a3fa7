import { text } from '../../base/text.ts';
import { whereAmI } from '../keys/bindings.ts';
import type { Key } from '../keys/keypress.ts';
import type { Overlay, Shown, UiState } from '../model.ts';
import { jumpTargets } from '../panes/go-to.ts';
import { isMergeAsked } from '../views/merge/asked.ts';
import { searchOn } from './scrolling.ts';
import { decide, offered, only, type Updated } from './updated.ts';

/** What a key does where text is typed; null: it is no text, and means what the bindings say. */
export function typeInto(ui: UiState, key: Key, shown: Shown): Updated | null {
  const { overlay } = ui;
  if (overlay?.kind === 'reason') return typeReason(ui, overlay, key, shown);
  if (overlay?.kind === 'goto') return typeGoTo(ui, overlay, key, shown);
  if (overlay?.kind === 'log' && overlay.search.open) return typeSearch(ui, overlay, key, shown);
  if (!overlay && ui.merge.filter.open && isMergeAsked(shown, ui)) return typeFilter(ui, key);
  const where = whereAmI(shown, ui);
  if (where === 'danger') return typeInField(ui, key, '?');
  return where === 'typing' ? typeInField(ui, key, '') : null;
}

/** Text fields take characters (pasted ones too, none of `but`) and leave every other key to the bindings. */
function typeInField(ui: UiState, key: Key, but: string): Updated | null {
  if (key.ctrl) return null;
  if (key.name === 'char' && key.char !== but) return only({ ...ui, typed: ui.typed + key.char });
  if (key.name === 'backspace' || key.name === 'delete')
    return only({ ...ui, typed: [...ui.typed].slice(0, -1).join('') });
  return null;
}

function typeSearch(ui: UiState, overlay: Extract<Overlay, { kind: 'log' }>, key: Key, shown: Shown): Updated {
  const { term } = overlay.search;
  const set = (search: { open: boolean; term: string }) => ({ ...ui, overlay: { kind: 'log' as const, search } });
  if (key.name === 'escape') return only(set({ open: false, term: '' }));
  if (key.name === 'enter') return only(searchOn(set({ open: false, term }), -1, shown));
  const typed = edited(term, key);
  return typed === null ? only(ui) : only(set({ open: true, term: typed }));
}

/** What is looked for among the keys of a merge: kept after Enter, gone after Esc. */
function typeFilter(ui: UiState, key: Key): Updated {
  const set = (filter: UiState['merge']['filter']) => only({ ...ui, merge: { ...ui.merge, filter, row: null } });
  const { term } = ui.merge.filter;
  if (key.name === 'escape') return set({ open: false, term: '' });
  if (key.name === 'enter') return set({ open: false, term });
  const typed = edited(term, key);
  return typed === null ? only(ui) : set({ open: true, term: typed });
}

function typeReason(ui: UiState, overlay: Extract<Overlay, { kind: 'reason' }>, key: Key, shown: Shown): Updated {
  if (key.name === 'escape') return only({ ...ui, overlay: null });
  if (key.name === 'enter') {
    if (overlay.typed.trim() === '') return only({ ...ui, notice: text('a reason is needed', '需要填写理由') });
    return offered(shown.request, overlay.choice)
      ? decide({ ...ui, overlay: null }, overlay.choice, overlay.typed.trim())
      : only({ ...ui, overlay: null });
  }
  const typed = edited(overlay.typed, key);
  return typed === null ? only(ui) : only({ ...ui, overlay: { ...overlay, typed } });
}

function typeGoTo(ui: UiState, overlay: Extract<Overlay, { kind: 'goto' }>, key: Key, shown: Shown): Updated {
  if (key.name === 'escape') return only({ ...ui, overlay: null });
  const targets = jumpTargets(shown.state, overlay.typed, shown.lang);
  if (key.name === 'enter') {
    const target = targets[overlay.cursor];
    return only({ ...ui, overlay: null, looking: target?.id ?? ui.looking, tops: { ...ui.tops, step: 0 } });
  }
  if (key.name === 'up' || key.name === 'down') {
    const cursor = Math.max(0, Math.min(targets.length - 1, overlay.cursor + (key.name === 'up' ? -1 : 1)));
    return only({ ...ui, overlay: { ...overlay, cursor } });
  }
  const typed = edited(overlay.typed, key);
  return typed === null ? only(ui) : only({ ...ui, overlay: { ...overlay, typed, cursor: 0 } });
}

function edited(typed: string, key: Key): string | null {
  if (key.ctrl) return null;
  if (key.name === 'char') return typed + key.char;
  if (key.name === 'backspace' || key.name === 'delete') return [...typed].slice(0, -1).join('');
  return null;
}
