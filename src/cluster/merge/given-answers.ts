import { type Text, text } from '../../base/text.ts';
import { type Answers, type Question, refuseAnswer } from '../../engine/answers.ts';
import type { MergeFinding } from '../../engine/view.ts';

/** The answer to a question; null when there is none, or one that the question does not take: that decides nothing. */
export function answerTo(question: Question, answers: Answers): string | null {
  const answer = answers.get(question.id);
  return answer === undefined || refuseAnswer(question, answer) !== null ? null : answer;
}

/** Findings for answers that were given and are not taken. */
export function refusedAnswers(questions: readonly Question[], answers: Answers): readonly MergeFinding[] {
  return questions.flatMap((question) => {
    const answer = answers.get(question.id);
    const why = answer === undefined ? null : refuseAnswer(question, answer);
    return why ? [answerRefused(question.id, why)] : [];
  });
}

/** An answer that cannot be taken, and why. */
export function answerRefused(id: string, why: Text): MergeFinding {
  return {
    code: 'answer-refused',
    severity: 'block',
    where: id,
    what: text(`the answer to ${id} cannot be taken`, `${id} 的答案无效`),
    why,
    next: [text(`answer ${id} anew`, `请重新回答 ${id}`)],
  };
}
