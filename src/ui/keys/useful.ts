import type { Shown, UiState } from '../model.ts';
import { askedQuestion, openQuestion } from '../panes/question.ts';
import type { Action } from './bindings.ts';

/** Whether a key would come to anything for what is asked now; the footer leaves the others out. */
export function isUseful(action: Action, { request }: Pick<Shown, 'request'>, ui: UiState): boolean {
  if (request?.kind !== 'questions') return true;
  const { questions, view } = request;
  const question = askedQuestion(questions, ui);
  const takes = (answer: string) => question?.options.some((option) => option.answer === answer) ?? false;
  switch (action) {
    case 'choose-down':
      return question !== undefined;
    case 'take-yours':
      return takes('yours');
    case 'take-new':
      return takes('new');
    case 'edit':
      return Boolean(question?.free);
    case 'undo':
      return ui.answers.size > 0;
    case 'propose-all':
      return questions.filter(({ id, proposed }) => proposed !== null && !ui.answers.has(id)).length > 1;
    case 'decision-after':
      return questions.length > 1 && openQuestion(questions, ui.answers) !== undefined;
    case 'base':
      return view?.kind === 'merge' && view.files.some(({ base }) => base !== null);
    case 'skip':
      return request.options.some(({ choice }) => choice === 'skip');
    default:
      return true;
  }
}
