import { text } from '../base/text.ts';
import { FREE_PREFIX, refuseAnswer } from '../engine/answers.ts';
import type { Option, Request } from '../engine/ports.ts';
import { type Action, actionOf, whereAmI } from './keys/bindings.ts';
import type { Key } from './keys/keypress.ts';
import { layoutScreen } from './layout.ts';
import { INITIAL_UI, type Overlay, type Shown, type UiState } from './model.ts';
import { jumpTargets } from './panes/go-to.ts';
import { findInLog, logTexts } from './panes/log.ts';
import { firstCursor, openQuestion, optionsOf, proposals } from './panes/question.ts';
import { WORDS } from './words/screen.ts';

/** What a key makes happen outside the screen. */
export type Effect =
  | {
      readonly kind: 'decide';
      readonly choice: Option['choice'];
      readonly text?: string;
      readonly answers?: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'leave' }
  | { readonly kind: 'interrupt-job' }
  | { readonly kind: 'language' }
  | { readonly kind: 'suspend' };

export interface Updated {
  readonly ui: UiState;
  readonly effects: readonly Effect[];
}

/** How long a gate takes no key after it has opened: nobody has read it by then. */
export const GATE_GRACE_MS = 400;

/** What one key does to the screen, and what it makes happen. Pure. */
export function update(before: UiState, key: Key, shown: Shown): Updated {
  const ui = { ...forRequest(before, shown.request), notice: null };
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
  return { ...ui, requestId: id, cursor, typed: '', answers: new Map(), looking, tops: { ...ui.tops, step: 0 } };
}

function typeInto(ui: UiState, key: Key, shown: Shown): Updated | null {
  const { overlay } = ui;
  if (overlay?.kind === 'reason') return typeReason(ui, overlay, key, shown);
  if (overlay?.kind === 'goto') return typeGoTo(ui, overlay, key, shown);
  if (overlay?.kind === 'log' && overlay.search.open) return typeSearch(ui, overlay, key, shown);
  if (overlay || ui.looking !== null) return null;
  const { request } = shown;
  if (request?.kind === 'gate' && request.strength === 'danger') return typeInField(ui, key);
  if (request?.kind === 'questions' && onFreeChoice(ui, request)) return typeInField(ui, key);
  return null;
}

/** Text fields take characters (pasted ones too) and leave every other key to the bindings. */
function typeInField(ui: UiState, key: Key): Updated | null {
  if (key.ctrl) return null;
  if (key.name === 'char' && key.char !== '?') return only({ ...ui, typed: ui.typed + key.char });
  if (key.name === 'backspace' || key.name === 'delete')
    return only({ ...ui, typed: [...ui.typed].slice(0, -1).join('') });
  return null;
}

function act(ui: UiState, action: Action, key: Key, shown: Shown): Updated {
  const { request } = shown;
  switch (action) {
    case 'pass':
      return passGate(ui, key, shown);
    case 'take':
      return takeChoice(ui, shown);
    case 'propose-all':
      return proposeAll(ui, shown);
    case 'undo':
      return only({ ...ui, answers: new Map([...ui.answers].slice(0, -1)) });
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
      return only(scroll(ui, action, shown));
    case 'left':
    case 'right':
      return only({ ...ui, logLeft: Math.max(0, ui.logLeft + (action === 'left' ? -8 : 8)) });
    case 'wrap':
      return only({ ...ui, logWrap: !ui.logWrap });
    case 'search':
      return only(
        ui.overlay?.kind === 'log' ? { ...ui, overlay: { kind: 'log', search: { open: true, term: '' } } } : ui,
      );
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

function takeChoice(ui: UiState, shown: Shown): Updated {
  const { request } = shown;
  if (request?.kind !== 'questions') return only(ui);
  const question = openQuestion(request.questions, ui.answers);
  const choice = question && optionsOf(question)[ui.cursor];
  if (!question || !choice) return only(ui);
  const answer = choice.isFree ? `${FREE_PREFIX}${ui.typed.trim()}` : choice.answer;
  const refused = refuseAnswer(question, answer);
  if (refused) return only({ ...ui, notice: refused });
  return answered(ui, request, new Map([...ui.answers, [question.id, answer]]));
}

function proposeAll(ui: UiState, { request }: Shown): Updated {
  if (request?.kind !== 'questions') return only(ui);
  const proposed = [...proposals(request.questions)].filter(([id]) => !ui.answers.has(id));
  if (proposed.length === 0) return only({ ...ui, notice: text('nothing is proposed for these', '这些项没有建议值') });
  return answered(ui, request, new Map([...ui.answers, ...proposed]));
}

/** Keeps answers until every question has one; then they go to the engine together. */
function answered(
  ui: UiState,
  request: Extract<Request, { kind: 'questions' }>,
  answers: ReadonlyMap<string, string>,
): Updated {
  const next = openQuestion(request.questions, answers);
  if (!next) return { ui: { ...ui, answers, typed: '' }, effects: [{ kind: 'decide', choice: 'answer', answers }] };
  return only({ ...ui, answers, typed: '', cursor: firstCursor(next) });
}

function moveChoice(ui: UiState, by: 1 | -1, { request }: Shown): UiState {
  if (request?.kind !== 'questions') return ui;
  const question = openQuestion(request.questions, ui.answers);
  const count = question ? optionsOf(question).length : 0;
  return { ...ui, cursor: Math.max(0, Math.min(count - 1, ui.cursor + by)) };
}

function onFreeChoice(ui: UiState, request: Extract<Request, { kind: 'questions' }>): boolean {
  const question = openQuestion(request.questions, ui.answers);
  return question !== undefined && (optionsOf(question)[ui.cursor]?.isFree ?? false);
}

function scroll(ui: UiState, action: Action, shown: Shown): UiState {
  const pane = ui.overlay ? (ui.overlay.kind === 'log' ? 'log' : 'overlay') : 'step';
  const page = Math.max(1, shown.rows - 8);
  const length = pane === 'log' ? logTexts(shown, ui, stepWidth(shown) - 4).length : FAR;
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

function stepWidth({ columns, rows }: Shown): number {
  const layout = layoutScreen(columns, rows);
  return layout.kind === 'too-small' ? columns : layout.step.width;
}

function without(tops: UiState['tops'], pane: string): UiState['tops'] {
  const { [pane]: _gone, ...rest } = tops;
  return rest;
}

function searchOn(ui: UiState, by: 1 | -1, shown: Shown): UiState {
  if (ui.overlay?.kind !== 'log' || ui.overlay.search.term === '') return ui;
  const texts = logTexts(shown, ui, stepWidth(shown) - 4);
  const from = (ui.tops.log ?? texts.length) + by;
  const hit = findInLog(texts, ui.overlay.search.term, Math.max(0, Math.min(texts.length - 1, from)), by);
  if (hit === null)
    return { ...ui, notice: text(`no more "${ui.overlay.search.term}"`, `没有更多“${ui.overlay.search.term}”`) };
  return { ...ui, tops: { ...ui.tops, log: hit } };
}

function typeSearch(ui: UiState, overlay: Extract<Overlay, { kind: 'log' }>, key: Key, shown: Shown): Updated {
  const { term } = overlay.search;
  const set = (search: { open: boolean; term: string }) => ({ ...ui, overlay: { kind: 'log' as const, search } });
  if (key.name === 'escape') return only(set({ open: false, term: '' }));
  if (key.name === 'enter') return only(searchOn(set({ open: false, term }), -1, shown));
  const typed = edited(term, key);
  return typed === null ? only(ui) : only(set({ open: true, term: typed }));
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

function lookBeside(ui: UiState, by: 1 | -1, shown: Shown): UiState {
  const steps = shown.state.phases.flatMap((phase) => phase.steps);
  const asked = shown.request && 'step' in shown.request ? shown.request.step.id : null;
  const at = steps.findIndex((step) => step.id === (ui.looking ?? asked ?? shown.state.current));
  const next = steps[Math.max(0, Math.min(steps.length - 1, at + by))];
  return next ? { ...ui, looking: next.id, tops: { ...ui.tops, step: 0 } } : ui;
}

function open(ui: UiState, overlay: Overlay): UiState {
  return { ...INITIAL_UI, ...ui, overlay, tops: without({ ...ui.tops, overlay: 0 }, 'log') };
}

function offered(request: Request | null, choice: Option['choice']): boolean {
  return request?.options.some((option) => option.choice === choice) ?? false;
}

function decide(ui: UiState, choice: Option['choice'], typed?: string): Updated {
  return { ui, effects: [{ kind: 'decide', choice, ...(typed === undefined ? {} : { text: typed }) }] };
}

function only(ui: UiState): Updated {
  return { ui, effects: [] };
}
