import { sanitiseLine } from '../../../base/sanitise.ts';
import { say } from '../../../base/text.ts';
import type { Answers } from '../../../engine/answers.ts';
import type { MergeFinding, MergeRow } from '../../../engine/view.ts';
import { beside, fillLine, fitLine, type Line, line, lineWidth, span } from '../../draw/line.ts';
import { wrapLines } from '../../draw/wrap.ts';
import type { Shown, UiState } from '../../model.ts';
import { markStyle } from '../../panes/checklist.ts';
import { optionLines } from '../../panes/options.ts';
import type { MergeAsked } from './asked.ts';
import { MERGE_WORDS, VERDICT_WORDS } from './words.ts';

/** What is to be decided: words that may be cut where there is no room, and the answers, which never are. */
export interface DecisionLines {
  readonly head: readonly Line[];
  readonly options: readonly Line[];
}

/** The decision under the lines: the question with its answers, a row that settled, or that all is decided. */
export function decisionLines(asked: MergeAsked, shown: Shown, ui: UiState, width: number): DecisionLines {
  const { question, row } = asked;
  if (ui.merge.at !== null && ui.merge.at !== question?.id && row)
    return { head: rowLines(row, shown, width, ui.answers), options: [] };
  if (!question) return allDecided(asked, shown, ui, width);
  const { questions } = asked.request;
  const nth = say(MERGE_WORDS.nthOf(questions.indexOf(question) + 1, questions.length), shown.lang);
  const note = [span(nth, { dim: true })];
  const room = width - lineWidth(note) - 4;
  const title = fitLine(
    [span(`${shown.glyphs.marks.look} `, markStyle('look')), ...line(say(question.title, shown.lang), { bold: true })],
    room,
    shown.glyphs.ellipsis,
  );
  const why = wrapLines(say(question.why, shown.lang), width - 2);
  const findings = asked.view.findings
    .filter((finding) => finding.where === question.id)
    .flatMap((finding) => wrapLines(say(finding.what, shown.lang), width - 2, { colour: 'yellow' }));
  const source = row ? [sourceLine(row.source, shown)] : [];
  return {
    head: [beside([title], width - lineWidth(note), [note])[0] ?? [], ...indent([...why, ...findings, ...source])],
    options: optionLines(question, shown, ui, width),
  };
}

/** One row of the merge told whole: its values, what became of it, why, and where that comes from. */
export function rowLines(row: MergeRow, shown: Shown, width: number, answers: Answers = NONE): readonly Line[] {
  const { lang } = shown;
  const verdict = say(VERDICT_WORDS[row.verdict], lang);
  const values = (['base', 'old', 'new', 'result'] as const).map((side): Line => {
    const name = say(side === 'base' ? MERGE_WORDS.versions.base('') : MERGE_WORDS.versions[side](''), lang);
    return fitLine(
      [...fillLine([span(name, { dim: true })], VALUE_LABEL), valueSpan(row, side, shown, answers)],
      width - 2,
      shown.glyphs.ellipsis,
    );
  });
  const place = row.place
    ? [fitLine([span(`${say(MERGE_WORDS.standsAt, lang)} `, { dim: true }), span(row.place)], width - 2)]
    : [];
  const why = wrapLines(say(row.reason, lang), width - 2);
  return [
    fitLine(
      [span(row.key, { bold: true }), span(`  ${row.path}  `, { dim: true }), span(verdict)],
      width,
      shown.glyphs.ellipsis,
    ),
    ...indent([...why, ...place, ...values, sourceLine(row.source, shown)]),
  ];
}

/** A finding told whole: what, why, and what to do. */
export function findingLines(finding: MergeFinding, shown: Shown, width: number): readonly Line[] {
  const mark = ({ block: 'failed', warn: 'look', info: 'done' } as const)[finding.severity];
  const [first = [], ...others] = wrapLines(say(finding.what, shown.lang), width - 2);
  const why = wrapLines(say(finding.why, shown.lang), width - 2, { dim: true });
  const next = finding.next.flatMap((one) =>
    wrapLines(`${shown.glyphs.arrow} ${say(one, shown.lang)}`, width - 2, { colour: 'cyan' }, 2),
  );
  return [[span(`${shown.glyphs.marks[mark]} `, markStyle(mark)), ...first], ...indent([...others, ...why, ...next])];
}

/** A value as the list and the rows show it: one line, that it is not set, or that it is not decided yet. */
export function valueSpan(
  row: MergeRow,
  side: 'base' | 'old' | 'new' | 'result',
  { lang }: Shown,
  answers: Answers = NONE,
): Line[number] {
  const value = row[side];
  if (value !== null) return span(sanitiseLine(value.replace(/\s*\n\s*/g, ' ')));
  const open = side === 'result' && isUndecided(row, answers);
  return open
    ? span(say(MERGE_WORDS.undecided, lang), { colour: 'yellow' })
    : span(say(MERGE_WORDS.unset, lang), { dim: true });
}

/** Whether a row waits for a person; what was answered with no value at all does not. */
export function isUndecided({ id, verdict, result }: MergeRow, answers: Answers = NONE): boolean {
  return result === null && !answers.has(id) && (verdict === 'conflict' || verdict === 'new-key');
}

const VALUE_LABEL = 18;
const NONE: Answers = new Map();

function allDecided({ request, view }: MergeAsked, shown: Shown, ui: UiState, width: number): DecisionLines {
  const { lang, glyphs } = shown;
  const decided = request.questions.map(({ id, title }) => {
    const row = view.rows.find((one) => one.id === id);
    const value: Line = row
      ? [span(`  ${glyphs.arrow} `, { dim: true }), valueSpan(row, 'result', shown, ui.answers)]
      : [];
    return fitLine([span(say(title, lang)), ...value], width - 2, glyphs.ellipsis);
  });
  const key = (name: string, words: string): Line => [span(`  [${name}] `, { bold: true }), span(words)];
  return {
    head: [
      [span(`${glyphs.marks.done} `, markStyle('done')), span(say(MERGE_WORDS.allDecided, lang), { bold: true })],
      ...indent(decided),
    ],
    options: [
      key('Enter', say(MERGE_WORDS.takeAll, lang)),
      key('u', say(MERGE_WORDS.undoLast, lang)),
      key('K', say(MERGE_WORDS.lookAgain, lang)),
    ],
  };
}

function sourceLine(source: string, { lang }: Shown): Line {
  return line(`${say(MERGE_WORDS.source, lang)}: ${source}`, { dim: true });
}

function indent(lines: readonly Line[]): readonly Line[] {
  return lines.map((piece) => [span('  '), ...piece]);
}
