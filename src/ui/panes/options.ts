import { say } from '../../base/text.ts';
import { FREE_PREFIX, type Question } from '../../engine/answers.ts';
import { endOf } from '../draw/cut.ts';
import { fitLine, type Line, lineWidth, type Style, span } from '../draw/line.ts';
import { wrap } from '../draw/wrap.ts';
import type { Shown, UiState } from '../model.ts';
import { MERGE_WORDS } from '../views/merge/words.ts';
import { WORDS } from '../words/screen.ts';
import { type Choice, optionsOf, typedAnswer } from './question.ts';

/** Keys that take an answer at once, where its question has it. */
const KEY_OF: Readonly<Record<string, string>> = { yours: 'y', new: 'n', [FREE_PREFIX]: 'e' };

/** At most so many lines for one option: a long value is told apart by its beginning. */
const MOST_LINES = 2;

/**
 * The answers of a question, one below the other: what is proposed or was answered is said, the one under the cursor is
 * marked. Free text stands in its line as it is typed; below it why it would be refused, else what it takes.
 */
export function optionLines(question: Question, shown: Shown, ui: UiState, width: number): readonly Line[] {
  return optionsOf(question).flatMap((choice, n) =>
    choice.isFree
      ? fieldLines(question, n === ui.cursor, { shown, ui, width })
      : choiceLines(question, choice, n === ui.cursor, { shown, ui, width }),
  );
}

interface Drawn {
  readonly shown: Shown;
  readonly ui: UiState;
  readonly width: number;
}

function choiceLines(
  question: Question,
  choice: Choice,
  isCursor: boolean,
  { shown, ui, width }: Drawn,
): readonly Line[] {
  const head = headOf(choice, isCursor, shown);
  const tags = tagsOf(question, choice.answer, shown, ui);
  const room = Math.max(8, width - lineWidth(head) - lineWidth(tags));
  const pieces = wrap(say(choice.title, shown.lang), room);
  const cut = pieces.slice(0, MOST_LINES);
  const style: Style = isCursor ? { ground: 'cursor' } : {};
  return cut.map((piece, n): Line => {
    const more = n === cut.length - 1 && pieces.length > cut.length ? shown.glyphs.ellipsis : '';
    const words = span(piece + more, style);
    return fitLine(n === 0 ? [...head, words, ...tags] : [span(' '.repeat(lineWidth(head))), words], width);
  });
}

function fieldLines(question: Question, isCursor: boolean, { shown, ui, width }: Drawn): readonly Line[] {
  const { glyphs, lang } = shown;
  const hint = question.free ? say(question.free.hint, lang) : '';
  const head = headOf({ answer: FREE_PREFIX }, isCursor, shown);
  const indent = span(' '.repeat(lineWidth(head)));
  const answered = ui.answers.get(question.id);
  const own = answered?.startsWith(FREE_PREFIX) ? answered.slice(FREE_PREFIX.length) : null;
  if (!isCursor) {
    const words: Line =
      own === null ? [span(hint)] : [span(own, { bold: true }), ...tag(say(MERGE_WORDS.yourAnswer, lang))];
    return [fitLine([...head, ...words], width), []];
  }
  const typed = endOf(ui.typed, Math.max(4, width - lineWidth(head) - 2), glyphs.ellipsis);
  const refused = ui.typed === '' ? null : typedAnswer(question, ui)?.refused;
  const below = refused
    ? span(`${glyphs.marks.failed} ${say(refused, lang)}`, { colour: 'yellow' })
    : span(hint, { dim: true });
  return [
    [...head, span(typed, { bold: true }), span(glyphs.cursor, { colour: 'cyan' })],
    fitLine([indent, below], width, glyphs.ellipsis),
  ];
}

function headOf({ answer }: Pick<Choice, 'answer'>, isCursor: boolean, { glyphs }: Shown): Line {
  const key = KEY_OF[answer];
  const mark = span(isCursor ? `${glyphs.selected} ` : '  ', { colour: 'cyan', bold: true });
  return [mark, span(key ? `[${key}] ` : '', { bold: true })];
}

function tagsOf({ id, proposed }: Question, answer: string, { lang }: Shown, ui: UiState): Line {
  if (ui.answers.get(id) === answer) return tag(say(MERGE_WORDS.yourAnswer, lang));
  return proposed === answer ? tag(say(WORDS.proposed, lang)) : [];
}

function tag(words: string): Line {
  return [span(`  (${words})`, { colour: 'green' })];
}
