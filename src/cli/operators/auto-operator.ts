import type { Millis } from '../../base/duration.ts';
import type { Question } from '../../engine/answers.ts';
import type { Clock, Decision, Operator, Option, Request } from '../../engine/ports.ts';
import type { By } from '../../engine/records.ts';

/** How often the same failure, or the same obstacle, is met before the good operator gives up. */
const PATIENCE = 3;
const RECHECKS = 10;
const RECHECK_AFTER: Millis = 30_000;
const BY: By = { via: 'auto', who: 'good-operator' };

/**
 * The good operator of `--auto`: one policy over facts and findings, the same for every runbook and scenario. He reads
 * warnings and goes on; he waits for what mends itself; he never passes what is blocked or not known where it matters,
 * and he takes the answer that the evidence speaks for. What he cannot decide he leaves open (null).
 */
export function autoOperator(clock: Clock): Operator {
  const met = new Map<string, number>();
  const meet = (what: string): number => {
    const times = (met.get(what) ?? 0) + 1;
    met.set(what, times);
    return times;
  };
  return {
    async decide(request, signal) {
      switch (request.kind) {
        case 'gate':
          return atGate(request);
        case 'questions':
          return atQuestions(request.questions, request.options);
        case 'blocked':
          if (meet(`blocked ${request.id}`) > RECHECKS) return null;
          await clock.sleep(RECHECK_AFTER, signal);
          return choose(request.options, 'recheck');
        case 'failed':
          return atFailure(request, meet);
        case 'unknown':
          if (request.look.is === 'done') return choose(request.options, 'done');
          return request.look.is === 'not-done' ? choose(request.options, 'repeat') : null;
        case 'lock':
          return request.alive === false
            ? choose(request.options, 'take-over', 'the process that held it is no more')
            : null;
      }
    },
  };
}

function atGate(request: Extract<Request, { kind: 'gate' }>): Decision | null {
  const { findings, strength } = request;
  if (findings.some((finding) => finding.result === 'block')) return null;
  if (strength !== 'continue' && findings.some((finding) => finding.result === 'unknown')) return null;
  return choose(request.options, 'pass', request.cluster);
}

function atQuestions(questions: readonly Question[], options: readonly Option[]): Decision | null {
  const answers = new Map<string, string>();
  for (const question of questions) {
    const answer = bestAnswer(question);
    if (answer === null) return null;
    answers.set(question.id, answer);
  }
  const decision = choose(options, 'answer');
  return decision && { ...decision, answers };
}

/** What the evidence speaks for; else his word that it is so; else what the operators of the cluster had set themselves. */
function bestAnswer(question: Question): string | null {
  if (question.proposed !== null) return question.proposed;
  return ['yes', 'yours'].find((answer) => question.options.some((option) => option.answer === answer)) ?? null;
}

/** Goes on while a continuation is planned and the failure is not always the same; else settles what is owed, then leaves. */
function atFailure(request: Extract<Request, { kind: 'failed' }>, meet: (what: string) => number): Decision | null {
  const { failure, again, options, step } = request;
  if (again && meet(`failed ${step.id} ${failure.code}`) < PATIENCE) return choose(options, 'again');
  if (failure.owed.length > 0 && meet(`settle ${step.id}`) === 1) {
    const settle = choose(options, 'settle');
    if (settle) return settle;
  }
  return choose(options, 'leave');
}

function choose(options: readonly Option[], choice: Option['choice'], words?: string): Decision | null {
  if (!options.some((option) => option.choice === choice)) return null;
  return words === undefined ? { choice, by: BY } : { choice, text: words, by: BY };
}
