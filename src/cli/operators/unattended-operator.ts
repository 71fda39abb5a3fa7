import { sanitiseLine } from '../../base/sanitise.ts';
import { say, type Text, text } from '../../base/text.ts';
import { FREE_PREFIX, type Question } from '../../engine/answers.ts';
import type { Operator, Request } from '../../engine/ports.ts';
import { deedLines } from '../plain/deed-lines.ts';
import { indent } from '../plain/indent.ts';
import type { Style } from '../plain/style.ts';
import { gateAnswers } from './answers-operator.ts';

/** Where the lines of the unattended operator go. */
export interface Unattended {
  readonly style: Style;
  line(words: string): void;
}

const WORDS = {
  again: text('Going on would do:', '继续将执行：'),
  proposed: text('proposed', '建议'),
};

/**
 * Stands where nobody can be asked: decides nothing, and shows what a person would have been asked, in the ids and words
 * that `--answers` takes.
 */
export function unattendedOperator({ style, line }: Unattended): Operator {
  return {
    async decide(request) {
      for (const words of indent(openLines(request, style))) line(words);
      return null;
    },
  };
}

function openLines(request: Request, style: Style): readonly string[] {
  switch (request.kind) {
    case 'failed': {
      const deeds = (request.again?.deeds ?? []).flatMap((deed) => deedLines(deed, style));
      return deeds.length === 0 ? [] : [say(WORDS.again, style.lang), ...indent(deeds)];
    }
    case 'questions':
      return request.questions.flatMap((question) => questionLines(question, style));
    case 'gate': {
      const title = say(request.step.gate?.title ?? request.step.title, style.lang);
      return [`? ${request.id}: ${sanitiseLine(title)}  (${gateAnswers(request)})`];
    }
    case 'blocked':
    case 'unknown':
    case 'lock':
      return [];
  }
}

function questionLines({ id, title, options, proposed, free }: Question, { lang }: Style): readonly string[] {
  const word = (t: Text) => sanitiseLine(say(t, lang));
  const mark = (answer: string) => (answer === proposed ? `  (${word(WORDS.proposed)})` : '');
  return [
    `? ${id}: ${word(title)}`,
    ...indent(indent(options.map((option) => `${option.answer}: ${word(option.title)}${mark(option.answer)}`))),
    ...(free ? indent(indent([`"${FREE_PREFIX}…": ${word(free.hint)}`])) : []),
  ];
}
