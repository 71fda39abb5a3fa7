import { OperatorError } from '../../base/errors.ts';
import { text } from '../../base/text.ts';
import type { Decision, Operator, Option, Request } from '../../engine/ports.ts';
import type { By } from '../../engine/records.ts';

const PASS = ['yes', 'y', 'continue', 'pass'];
const LEAVE = ['no', 'leave'];
const SKIP = /^skip:\s*(\S.*)$/;

/**
 * Answers gates and questions from what was given beforehand: gate or choice id → answer. A gate takes `yes`, `no` or
 * `skip: reason`; a danger gate the cluster's name; the lock `take-over: reason`. Failures are not answered beforehand.
 * What is not given is left to the next operator. Throws OperatorError (usage) `answer-refused` when an answer
 * cannot be one.
 */
export function answersOperator(answers: ReadonlyMap<string, string>, who: string): Operator {
  const by: By = { via: 'answers', who };
  return {
    async decide(request) {
      if (request.kind === 'questions') return knownAnswers(request, answers, by);
      const answer = answers.get(request.id);
      if (answer === undefined) return null;
      if (request.kind === 'gate') return atGate(request, answer, by);
      return request.kind === 'lock' ? atLock(answer, by) : null;
    },
  };
}

function knownAnswers(
  request: Extract<Request, { kind: 'questions' }>,
  answers: ReadonlyMap<string, string>,
  by: By,
): Decision | null {
  const known = request.questions.flatMap(({ id }) => {
    const answer = answers.get(id);
    return answer === undefined ? [] : [[id, answer] as const];
  });
  return known.length > 0 ? { choice: 'answer', answers: new Map(known), by } : null;
}

type GateRequest = Extract<Request, { kind: 'gate' }>;

/** The answers that a gate takes, as a person writes them: `yes, no, skip: <reason>`. */
export function gateAnswers({ cluster, strength, options }: GateRequest): string {
  const skip = options.some(({ choice }) => choice === 'skip') ? ', skip: <reason>' : '';
  return `${strength === 'danger' ? cluster : 'yes'}, no${skip}`;
}

function atGate(request: GateRequest, answer: string, by: By): Decision {
  const { id, cluster, strength, options } = request;
  const offers = (choice: Option['choice']) => options.some((option) => option.choice === choice);
  if (strength === 'danger' ? answer === cluster : PASS.includes(answer)) return { choice: 'pass', text: answer, by };
  if (LEAVE.includes(answer)) return { choice: 'leave', by };
  const reason = SKIP.exec(answer)?.[1];
  if (reason && offers('skip')) return { choice: 'skip', text: reason, by };
  throw refused(id, answer, gateAnswers(request));
}

function atLock(answer: string, by: By): Decision | null {
  const reason = /^take-over:\s*(\S.*)$/.exec(answer)?.[1];
  return reason ? { choice: 'take-over', text: reason, by } : null;
}

function refused(id: string, answer: string, allowed: string): OperatorError {
  return new OperatorError({
    code: 'answer-refused',
    kind: 'usage',
    what: text(`"${answer}" is no answer to the gate ${id}.`, `“${answer}”不是关卡 ${id} 的有效答案。`),
    why: text(`It takes: ${allowed}.`, `可用：${allowed}。`),
    next: [text(`Mend ${id} in the answers, then: belay resume`, `修改答案文件中的 ${id}，然后：belay resume`)],
  });
}
