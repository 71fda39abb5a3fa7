import { text } from '../../base/text.ts';
import { FREE_PREFIX, refuseAnswer } from '../../engine/answers.ts';
import type { Request } from '../../engine/ports.ts';
import type { Shown, UiState } from '../model.ts';
import { firstCursor, openQuestion, optionsOf, proposals } from '../panes/question.ts';
import { only, type Updated } from './updated.ts';

/** Takes the choice under the cursor as the answer. */
export function takeChoice(ui: UiState, shown: Shown): Updated {
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

/** Answers with all that is proposed. */
export function proposeAll(ui: UiState, { request }: Shown): Updated {
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

/** Moves the cursor over the choices. */
export function moveChoice(ui: UiState, by: 1 | -1, { request }: Shown): UiState {
  if (request?.kind !== 'questions') return ui;
  const question = openQuestion(request.questions, ui.answers);
  const count = question ? optionsOf(question).length : 0;
  return { ...ui, cursor: Math.max(0, Math.min(count - 1, ui.cursor + by)) };
}

/** Whether the cursor is where a text is typed. */
export function onFreeChoice(ui: UiState, request: Extract<Request, { kind: 'questions' }>): boolean {
  const question = openQuestion(request.questions, ui.answers);
  return question !== undefined && (optionsOf(question)[ui.cursor]?.isFree ?? false);
}
