import type { Key } from '../keys/keypress.ts';
import type { Asking, UiState } from '../model.ts';
import { only, type Updated } from './updated.ts';

/** A key while a question on the way is open: typed and told, or refused by Esc. A yes is one deliberate key. */
export function updateAsking(ui: UiState, key: Key, asking: Asking): Updated {
  if (key.name === 'escape' || (key.ctrl && key.char === 'c')) return tell(ui, null);
  if (asking.kind === 'confirm') {
    if (key.burst || key.name !== 'char') return only(ui);
    if (key.char === 'y') return tell(ui, true);
    return key.char === 'n' ? tell(ui, false) : only(ui);
  }
  if (asking.kind === 'notice') return key.name === 'enter' ? tell(ui, true) : only(ui);
  if (key.name === 'enter') return tell(ui, ui.secret);
  if (key.name === 'backspace') return only({ ...ui, secret: [...ui.secret].slice(0, -1).join('') });
  return only(key.name === 'char' && !key.ctrl ? { ...ui, secret: ui.secret + key.char } : ui);
}

function tell(ui: UiState, answer: string | boolean | null): Updated {
  return { ui: { ...ui, secret: '' }, effects: [{ kind: 'tell', answer }] };
}
