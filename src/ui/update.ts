import type { Request } from '../engine/ports.ts';
import { type Action, actionOf, whereAmI } from './keys/bindings.ts';
import type { Key } from './keys/keypress.ts';
import { INITIAL_MERGE, INITIAL_UI, type Overlay, type Shown, type UiState } from './model.ts';
import { firstCursor } from './panes/question.ts';
import { updateAsking } from './update/asking.ts';
import { backToList, hunkBeside, lookAtLines, scrollMerge, toggleReview } from './update/merge.ts';
import {
  decisionBeside,
  editAnswer,
  leaveField,
  moveChoice,
  proposeAll,
  takeChoice,
  takeSide,
  undoAnswer,
} from './update/questions.ts';
import { beginSearch, lookBeside, scroll, searchOn, sideways, without } from './update/scrolling.ts';
import { typeInto } from './update/typing.ts';
import { decide, offered, only, type Updated } from './update/updated.ts';
import { isMergeAsked } from './views/merge/asked.ts';
import { WORDS } from './words/screen.ts';

/** How long a gate takes no key after it has opened: nobody has read it by then. */
export const GATE_GRACE_MS = 400;

/** What one key does to the screen, and what it makes happen. Pure. */
export function update(before: UiState, key: Key, shown: Shown): Updated {
  const ui = { ...forRequest(before, shown.request), notice: null };
  if (shown.asking) return updateAsking(ui, key, shown.asking);
  const typing = typeInto(ui, key, shown);
  if (typing) return typing;
  const action = actionOf(key, whereAmI(shown, ui));
  if (!action) return only(ui);
  return act(ui, action, key, shown);
}

/** Cursor, typed text and answers belong to one request; a new one begins anew. */
export function forRequest(ui: UiState, request: Request | null): UiState {
  const id = request
    ? `${request.kind} ${request.id} ${request.kind === 'questions' ? request.questions.map((q) => q.id).join() : ''}`
    : null;
  if (id === ui.requestId) return ui;
  const cursor = request?.kind === 'questions' ? firstCursor(request.questions[0]) : 0;
  const looking = request ? null : ui.looking;
  const merge = { ...INITIAL_MERGE, base: ui.merge.base };
  const { checklist, overlay, log } = ui.tops;
  const kept = Object.entries({ checklist, overlay, log }).filter(([, top]) => top !== undefined);
  const tops = Object.fromEntries(kept) as UiState['tops'];
  return { ...ui, requestId: id, cursor, typed: '', answers: new Map(), asked: null, merge, looking, tops };
}

function act(ui: UiState, action: Action, key: Key, shown: Shown): Updated {
  const { request } = shown;
  switch (action) {
    case 'pass':
      return passGate(ui, key, shown);
    case 'take':
      return takeChoice(ui, key, shown);
    case 'propose-all':
      return proposeAll(ui, key, shown);
    case 'undo':
      return only(undoAnswer(ui, shown));
    case 'take-yours':
    case 'take-new':
      return takeSide(ui, action === 'take-yours' ? 'yours' : 'new', key, shown);
    case 'edit':
      return only(editAnswer(ui, shown));
    case 'leave-field':
      return only(leaveField(ui, shown));
    case 'decision-before':
    case 'decision-after':
      return only(decisionBeside(ui, action === 'decision-before' ? -1 : 1, shown));
    case 'hunk-before':
    case 'hunk-after':
      return only(hunkBeside(ui, action === 'hunk-before' ? -1 : 1, shown));
    case 'review':
      return only(toggleReview(ui));
    case 'look-at-lines':
      return only(lookAtLines(ui, shown));
    case 'back-to-list':
      return only(backToList(ui));
    case 'base':
      return only({ ...ui, merge: { ...ui.merge, base: !ui.merge.base } });
    case 'again':
    case 'recheck':
      return key.burst ? only({ ...ui, notice: WORDS.notByPaste }) : decide(ui, action);
    case 'settle':
      return offered(request, 'settle') ? decide(ui, 'settle') : only({ ...ui, overlay: { kind: 'debts' } });
    case 'skip':
    case 'done':
    case 'repeat':
    case 'take-over':
      return offered(request, action)
        ? only({ ...ui, overlay: { kind: 'reason', choice: action, typed: '' } })
        : only(ui);
    case 'choose-up':
    case 'choose-down':
      return only(moveChoice(ui, action === 'choose-up' ? -1 : 1, shown));
    case 'line-up':
    case 'line-down':
    case 'page-up':
    case 'page-down':
    case 'top':
    case 'bottom':
      return only(!ui.overlay && isMergeAsked(shown, ui) ? scrollMerge(ui, action, shown) : scroll(ui, action, shown));
    case 'left':
    case 'right':
      return only(sideways(ui, action === 'left' ? -8 : 8));
    case 'wrap':
      return only({ ...ui, logWrap: !ui.logWrap });
    case 'search':
      return only(beginSearch(ui));
    case 'search-next':
    case 'search-before':
      return only(searchOn(ui, action === 'search-next' ? 1 : -1, shown));
    case 'step-before':
    case 'step-after':
      return only(lookBeside(ui, action === 'step-before' ? -1 : 1, shown));
    case 'follow-run':
      return only({ ...ui, looking: null });
    case 'commands':
    case 'debts':
    case 'findings':
    case 'help':
      return only(open(ui, { kind: action }));
    case 'log':
      return only(open(ui, { kind: 'log', search: { open: false, term: '' } }));
    case 'go-to':
      return only(open(ui, { kind: 'goto', typed: '', cursor: 0 }));
    case 'language':
      return { ui, effects: [{ kind: 'language' }] };
    case 'suspend':
      return { ui, effects: [{ kind: 'suspend' }] };
    case 'close':
      return only({ ...ui, overlay: null });
    case 'leave':
      return only(open(ui, { kind: 'leaving' }));
    case 'leave-running':
      return {
        ui: { ...ui, overlay: null },
        effects: [request ? { kind: 'decide', choice: 'leave' } : { kind: 'leave' }],
      };
    case 'interrupt-job':
      return { ui: { ...ui, overlay: null }, effects: [{ kind: 'interrupt-job' }] };
  }
}

/** A gate takes one deliberate key: never a burst, never one struck in the first moment after it opened. */
function passGate(ui: UiState, key: Key, { request, requestAgeMs }: Shown): Updated {
  if (request?.kind !== 'gate') return only(ui);
  if (key.burst) return only({ ...ui, notice: WORDS.notByPaste });
  if (requestAgeMs < GATE_GRACE_MS) return only({ ...ui, notice: WORDS.justOpened });
  if (request.strength !== 'danger') return decide(ui, 'pass');
  if (ui.typed !== request.cluster) return only({ ...ui, notice: WORDS.wrongName });
  return decide(ui, 'pass', ui.typed);
}

function open(ui: UiState, overlay: Overlay): UiState {
  return { ...INITIAL_UI, ...ui, overlay, tops: without({ ...ui.tops, overlay: 0 }, 'log') };
}
