import { REDACTED } from '../../base/redact.ts';
import { text } from '../../base/text.ts';
import { FREE_PREFIX, type Question, refuseAnswer } from '../../engine/answers.ts';
import type { Request } from '../../engine/ports.ts';
import type { Key } from '../keys/keypress.ts';
import type { Shown, UiState } from '../model.ts';
import {
  askedQuestion,
  cursorFor,
  firstCursor,
  NO_CHOICE,
  openQuestion,
  optionsOf,
  proposals,
} from '../panes/question.ts';
import { WORDS } from '../words/screen.ts';
import { without } from './scrolling.ts';
import { only, type Updated } from './updated.ts';

type Questions = Extract<Request, { kind: 'questions' }>;

/** Takes the choice under the cursor as the answer; where all is answered, the answers go on. */
export function takeChoice(ui: UiState, key: Key, { request }: Shown): Updated {
  if (request?.kind !== 'questions') return only(ui);
  if (key.burst) return only({ ...ui, notice: WORDS.notByBurst });
  if (ui.merge.at !== null) return only(goTo(ui, request, askedQuestion(request.questions, ui)));
  const question = askedQuestion(request.questions, ui);
  if (!question) return send(ui, ui.answers);
  if (ui.cursor === NO_CHOICE) return only({ ...ui, notice: WORDS.nothingChosen });
  const choice = optionsOf(question)[ui.cursor];
  if (!choice) return only(ui);
  const answer = choice.isFree ? `${FREE_PREFIX}${ui.typed.trim()}` : choice.answer;
  return take(ui, request, question, answer);
}

/** Answers with one side of a conflict, where the question has it. */
export function takeSide(ui: UiState, side: 'yours' | 'new', key: Key, { request }: Shown): Updated {
  const question = request?.kind === 'questions' ? askedQuestion(request.questions, ui) : undefined;
  if (request?.kind !== 'questions' || !question || ui.merge.at !== null) return only(ui);
  if (key.burst) return only({ ...ui, notice: WORDS.notByBurst });
  if (!question.options.some((option) => option.answer === side)) return only({ ...ui, notice: WORDS.notAnAnswer });
  return take(ui, request, question, side);
}

/** Answers with all that is proposed. */
export function proposeAll(ui: UiState, key: Key, { request }: Shown): Updated {
  if (request?.kind !== 'questions') return only(ui);
  if (key.burst) return only({ ...ui, notice: WORDS.notByBurst });
  const proposed = [...proposals(request.questions)].filter(([id]) => !ui.answers.has(id));
  if (proposed.length === 0) return only({ ...ui, notice: text('nothing is proposed for these', '这些项没有建议值') });
  return answered(ui, request, new Map([...ui.answers, ...proposed]));
}

/** Takes the last answer back and goes to its question. */
export function undoAnswer(ui: UiState, { request }: Shown): UiState {
  const last = [...ui.answers.keys()].at(-1);
  if (request?.kind !== 'questions') return ui;
  if (last === undefined) return { ...ui, notice: text('nothing has been answered yet', '尚未回答任何问题') };
  const answers = new Map([...ui.answers].slice(0, -1));
  return goTo(
    { ...ui, answers },
    request,
    request.questions.find(({ id }) => id === last),
  );
}

/** Opens the field for a text of one's own, with the value as it is now. */
export function editAnswer(ui: UiState, { request }: Shown): UiState {
  const question = request?.kind === 'questions' ? askedQuestion(request.questions, ui) : undefined;
  if (request?.kind !== 'questions' || !question || ui.merge.at !== null) return ui;
  const cursor = optionsOf(question).findIndex((choice) => choice.isFree);
  if (cursor < 0) return { ...ui, notice: WORDS.notAnAnswer };
  return { ...ui, cursor, typed: ui.typed || valueNow(request, question, ui) };
}

/** Leaves the field; what was typed is kept until the question changes. */
export function leaveField(ui: UiState, { request }: Shown): UiState {
  const question = request?.kind === 'questions' ? askedQuestion(request.questions, ui) : undefined;
  const first = firstCursor(question);
  return { ...ui, cursor: question && optionsOf(question)[first]?.isFree ? NO_CHOICE : first };
}

/** Goes to the decision before or after, answered or not. */
export function decisionBeside(ui: UiState, by: 1 | -1, { request }: Shown): UiState {
  if (request?.kind !== 'questions') return ui;
  const { questions } = request;
  const current = askedQuestion(questions, ui);
  const at = current ? questions.indexOf(current) : questions.length;
  const next = questions[Math.max(0, Math.min(questions.length - 1, at + by))];
  return goTo(ui, request, next);
}

/** Moves the cursor over the choices. */
export function moveChoice(ui: UiState, by: 1 | -1, { request }: Shown): UiState {
  if (request?.kind !== 'questions' || ui.merge.at !== null) return ui;
  const question = askedQuestion(request.questions, ui);
  const count = question ? optionsOf(question).length : 0;
  return { ...ui, cursor: Math.max(0, Math.min(count - 1, ui.cursor + by)) };
}

function goTo(ui: UiState, request: Questions, question: Question | undefined): UiState {
  const asked = question && question !== openQuestion(request.questions, ui.answers) ? question.id : null;
  const cursor = cursorFor(question, question && ui.answers.get(question.id));
  const merge = { ...ui.merge, mode: 'lines' as const, at: null };
  return { ...ui, asked, cursor, typed: '', merge, tops: without(without(ui.tops, 'merge'), 'step') };
}

function take(ui: UiState, request: Questions, question: Question, answer: string): Updated {
  const refused = refuseAnswer(question, answer);
  if (refused) return only({ ...ui, notice: refused });
  const others = [...ui.answers].filter(([id]) => id !== question.id);
  return answered(ui, request, new Map([...others, [question.id, answer]]));
}

/**
 * Keeps answers until every question has one; then they go to the engine together. Answers to a merge that are not the
 * proposed ones wait for one more Enter: until then they can be seen in the result, and undone.
 */
function answered(ui: UiState, request: Questions, answers: ReadonlyMap<string, string>): Updated {
  const next = openQuestion(request.questions, answers);
  const asProposed = request.questions.every(({ id, proposed }) => answers.get(id) === proposed);
  const after = goTo({ ...ui, answers, asked: null }, request, next);
  return !next && (request.view?.kind !== 'merge' || asProposed) ? send(after, answers) : only(after);
}

function send(ui: UiState, answers: ReadonlyMap<string, string>): Updated {
  return { ui, effects: [{ kind: 'decide', choice: 'answer', answers }] };
}

/** The text answered before, else the operator's own value; "" where it has several lines or is a secret. */
function valueNow({ view }: Questions, { id }: Question, { answers }: UiState): string {
  const answer = answers.get(id);
  if (answer?.startsWith(FREE_PREFIX)) return answer.slice(FREE_PREFIX.length);
  const row = view?.kind === 'merge' ? view.rows.find((one) => one.id === id) : undefined;
  const value = row?.old ?? row?.new ?? '';
  return value === REDACTED || value.includes('\n') ? '' : value;
}
