import { OperatorError } from '../base/errors.ts';
import { text } from '../base/text.ts';
import { type Question, refuseAnswer } from './answers.ts';
import { type AtStep, current, type Ended, LEAVE, SKIP, skippedBy } from './at-step.ts';
import { planInput } from './plan.ts';
import type { Decision, Option } from './ports.ts';
import { RunEnded } from './running.ts';
import { viewOnce, viewWith } from './showing.ts';

/**
 * Asks the step's questions until none is open; an answer may open or close others. Answers are journaled one by one.
 * @returns how the step ended when it was skipped instead; null when all is answered.
 */
export async function answerQuestions<P>(at: AtStep<P>): Promise<(Ended & { result: 'skipped' }) | null> {
  const { running, step } = at;
  if (!step.choices) return null;
  for (;;) {
    const planning = running.planning();
    const open = step.choices.ask(planInput(step.id, planning)).filter(({ id }) => !planning.answers.has(id));
    if (open.length === 0) return null;
    const planned = current(at);
    const options: Option[] = [{ choice: 'answer', title: text('answer', '回答'), needs: 'answers' }];
    if (planned.skippable) options.push(SKIP);
    const decision = await running.ask({
      kind: 'questions',
      id: step.id,
      step: planned,
      questions: open,
      view: await viewOnce(at),
      preview: (answers) => viewWith(at, answers),
      options: [...options, LEAVE],
    });
    if (!decision) throw running.undecided(open.map(({ id }) => id).join(', '));
    if (decision.choice === 'skip') return skippedBy(decision);
    if (decision.choice !== 'answer') throw new RunEnded('interrupted', null);
    await takeAnswers(at, open, decision);
  }
}

async function takeAnswers<P>(at: AtStep<P>, open: readonly Question[], decision: Decision): Promise<void> {
  let taken = 0;
  for (const question of open) {
    const answer = decision.answers?.get(question.id);
    if (answer === undefined) continue;
    const refused = refuseAnswer(question, answer);
    if (refused) throw badAnswer(question, answer, refused);
    await at.running.record({ type: 'answer', step: at.step.id, id: question.id, answer, by: decision.by });
    taken += 1;
  }
  if (taken === 0) throw at.running.undecided(open.map(({ id }) => id).join(', '));
}

function badAnswer(question: Question, answer: string, refused: ReturnType<typeof text>): OperatorError {
  return new OperatorError({
    code: 'bad-answer',
    kind: 'usage',
    what: text(`"${answer}" does not answer ${question.id}`, `“${answer}”不能作为 ${question.id} 的答案`),
    why: refused,
    next: [],
  });
}
