import { say, text } from '../../base/text.ts';
import { FREE_PREFIX, type Question } from '../../engine/answers.ts';
import type { Decision, Request } from '../../engine/ports.ts';
import { askChoice, askLine } from '../ask.ts';
import { askReason, type Prompting } from './prompting.ts';

type QuestionsRequest = Extract<Request, { kind: 'questions' }>;

const WORDS = {
  free: text('something else, typed', '自行输入'),
  skip: text('skip this step, with a reason', '跳过此步骤（需说明理由）'),
  leave: text('leave, go on later', '离开，稍后继续'),
  proposed: text('proposed', '建议'),
};

const FREE = 'free:';
const SKIP = 'choice:skip';
const LEAVE = 'choice:leave';

/** Asks the questions of a step one by one, the proposed answer first under the cursor. */
export async function askQuestions(
  request: QuestionsRequest,
  prompting: Prompting,
  signal: AbortSignal,
): Promise<Decision> {
  const { by } = prompting;
  const answers = new Map<string, string>();
  for (const question of request.questions) {
    const answer = await askOne(question, request, prompting, signal);
    if (answer === LEAVE) return { choice: 'leave', by };
    if (answer === SKIP) return { choice: 'skip', text: await askReason(prompting, signal), by };
    answers.set(question.id, answer);
  }
  return { choice: 'answer', answers, by };
}

async function askOne(
  question: Question,
  request: QuestionsRequest,
  prompting: Prompting,
  signal: AbortSignal,
): Promise<string> {
  const { lang } = prompting.style;
  prompting.line('');
  prompting.line(`${say(question.title, lang)}  (${question.id})`);
  prompting.line(`  ${say(question.why, lang)}`);
  const proposed = ` (${say(WORDS.proposed, lang)})`;
  const options = question.options.map(({ answer, title }) => ({
    value: answer,
    name: say(title, lang) + (answer === question.proposed ? proposed : ''),
  }));
  const typed = question.proposed?.startsWith(FREE_PREFIX) ? question.proposed.slice(FREE_PREFIX.length) : undefined;
  const canSkip = request.options.some((option) => option.choice === 'skip');
  const choices = [
    ...options,
    ...(question.free
      ? [{ value: FREE, name: say(WORDS.free, lang) + (typed === undefined ? '' : `: ${typed}${proposed}`) }]
      : []),
    ...(canSkip ? [{ value: SKIP, name: say(WORDS.skip, lang) }] : []),
    { value: LEAVE, name: say(WORDS.leave, lang) },
  ];
  const initial = typed === undefined ? question.proposed : FREE;
  const config = { message: question.id, choices };
  const chosen = await askChoice(initial === null ? config : { ...config, initial }, signal);
  return chosen === FREE ? askFree(question, typed, prompting, signal) : chosen;
}

async function askFree(
  question: Question,
  initial: string | undefined,
  { style }: Prompting,
  signal: AbortSignal,
): Promise<string> {
  const config = {
    message: say(question.free?.hint ?? question.title, style.lang),
    validate: (value: string) => {
      const refused = question.free?.refuse(value);
      return refused ? say(refused, style.lang) : null;
    },
  };
  return FREE_PREFIX + (await askLine(initial === undefined ? config : { ...config, initial }, signal));
}
