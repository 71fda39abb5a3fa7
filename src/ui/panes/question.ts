import type { Text } from '../../base/text.ts';
import { FREE_PREFIX, type Question } from '../../engine/answers.ts';

/** One line of a question: an answer, or the place to type one. */
export interface Choice {
  readonly answer: string;
  readonly title: Text;
  readonly isFree: boolean;
}

/** The choices of a question as they stand on the screen: its options, then free text where it is allowed. */
export function optionsOf(question: Question): readonly Choice[] {
  const options = question.options.map((option) => ({ ...option, isFree: false }));
  return question.free ? [...options, { answer: FREE_PREFIX, title: question.free.hint, isFree: true }] : options;
}

/** The choice that the cursor begins on: the proposed one, else the first. */
export function firstCursor(question: Question | undefined): number {
  if (!question) return 0;
  const index = optionsOf(question).findIndex((option) => option.answer === question.proposed);
  return Math.max(0, index);
}

/** The question that is asked now: the first without an answer. */
export function openQuestion(
  questions: readonly Question[],
  answers: ReadonlyMap<string, string>,
): Question | undefined {
  return questions.find((question) => !answers.has(question.id));
}

/** All proposals of those that have one; the others stay open. */
export function proposals(questions: readonly Question[]): ReadonlyMap<string, string> {
  return new Map(questions.flatMap(({ id, proposed }) => (proposed === null ? [] : [[id, proposed] as const])));
}
