import { say, text } from '../../base/text.ts';
import type { Decision, Operator, Option, Request } from '../../engine/ports.ts';
import { askChoice } from '../ask.ts';
import { askGate } from './gate-prompt.ts';
import { askReason, type Prompting } from './prompting.ts';
import { askQuestions } from './question-prompts.ts';
import { requestLines } from './request-lines.ts';

/** Asks a person at a terminal, in plain lines. Leaving a prompt (Ctrl-C, Ctrl-D) leaves the run. */
export function promptOperator(prompting: Prompting): Operator {
  return {
    async decide(request, signal) {
      for (const line of requestLines(request, prompting.clock.now(), prompting.style)) prompting.line(line);
      switch (request.kind) {
        case 'gate':
          return askGate(request, prompting, signal);
        case 'questions':
          return askQuestions(request, prompting, signal);
        case 'blocked':
          return askMenu(request, 'recheck', prompting, signal);
        case 'failed':
        case 'unknown':
        case 'lock':
          return askMenu(request, 'leave', prompting, signal);
      }
    },
  };
}

const WHAT_NOW = text('What now?', '接下来怎么做？');

/** Chooses among the options of a request; the cursor starts at the one that changes nothing. */
async function askMenu(
  request: Request,
  initial: Option['choice'],
  prompting: Prompting,
  signal: AbortSignal,
): Promise<Decision> {
  const { lang } = prompting.style;
  const choices = request.options.map((option) => ({ value: option.choice, name: say(option.title, lang) }));
  const choice = await askChoice({ message: say(WHAT_NOW, lang), choices, initial }, signal);
  const option = request.options.find((candidate) => candidate.choice === choice);
  if (option?.needs !== 'reason') return { choice, by: prompting.by };
  return { choice, text: await askReason(prompting, signal), by: prompting.by };
}
