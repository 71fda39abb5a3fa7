import type { Text } from '../../base/text.ts';
import { FREE_PREFIX, type Question, refuseAnswer } from '../../engine/answers.ts';
import type { UiState } from '../model.ts';

/** One line of a question: an answer, or the place to type one. */
export interface Choice {
  readonly answer: string;
  readonly title: Text;
  readonly isFree: boolean;
}

/** No choice is under the cursor: nothing is taken by habit. */
export const NO_CHOICE = -1;

/** The choices of a question as they stand on the screen: its options, then free text where it is allowed. */
export function optionsOf(question: Question): readonly Choice[] {
  const options = question.options.map((option) => ({ ...option, isFree: false }));
  return question.free ? [...options, { answer: FREE_PREFIX, title: question.free.hint, isFree: true }] : options;
}

/** Whether two sides contend for a value: `yours` or `new`. */
export function isConflict(question: Question): boolean {
  return ['yours', 'new'].every((side) => question.options.some((option) => option.answer === side));
}

/** The choice that the cursor begins on: the proposed one, else the first; of a conflict none, a person must choose. */
export function firstCursor(question: Question | undefined): number {
  if (!question) return 0;
  const index = optionsOf(question).findIndex((option) => option.answer === question.proposed);
  if (index >= 0) return index;
  return isConflict(question) ? NO_CHOICE : 0;
}

/** The cursor on what was answered before, else where it begins. */
export function cursorFor(question: Question | undefined, answer: string | undefined): number {
  if (!question || answer === undefined) return firstCursor(question);
  const options = optionsOf(question);
  const index = options.findIndex((option) => option.answer === answer);
  return index >= 0 ? index : firstCursor(question);
}

/** The first question without an answer. */
export function openQuestion(
  questions: readonly Question[],
  answers: ReadonlyMap<string, string>,
): Question | undefined {
  return questions.find((question) => !answers.has(question.id));
}

/** The question that is looked at: the one gone to, else the first without an answer; undefined when all have one. */
export function askedQuestion(
  questions: readonly Question[],
  { asked, answers }: Pick<UiState, 'asked' | 'answers'>,
): Question | undefined {
  return questions.find((question) => question.id === asked) ?? openQuestion(questions, answers);
}

/** What is typed as an answer, and why it would be refused; null: no field is open. */
export function typedAnswer(
  question: Question | undefined,
  { cursor, typed }: Pick<UiState, 'cursor' | 'typed'>,
): { readonly answer: string; readonly refused: Text | null } | null {
  if (!question || !optionsOf(question)[cursor]?.isFree) return null;
  const answer = `${FREE_PREFIX}${typed.trim()}`;
  return { answer, refused: refuseAnswer(question, answer) };
}

/** All proposals of those that have one; the others stay open. */
export function proposals(questions: readonly Question[]): ReadonlyMap<string, string> {
  return new Map(questions.flatMap(({ id, proposed }) => (proposed === null ? [] : [[id, proposed] as const])));
}
