import { type Lang, say, type Text } from '../../base/text.ts';
import type { Question } from '../../engine/answers.ts';
import type { Request } from '../../engine/ports.ts';
import type { Failure } from '../../engine/records.ts';
import { type Line, line, span } from '../draw/line.ts';
import { wrapLines } from '../draw/wrap.ts';
import type { Shown, UiState } from '../model.ts';
import { deedHead } from '../views/deeds.ts';
import { findingsLines } from '../views/findings.ts';
import { viewLines } from '../views/view-lines.ts';
import { WORDS } from '../words/screen.ts';
import { optionLines } from './options.ts';
import { askedQuestion, optionsOf, typedAnswer } from './question.ts';

/** What is to be decided: `body` may scroll, `foot` (what is typed or chosen) is always in view. */
export interface RequestLines {
  readonly title: Text;
  readonly body: readonly Line[];
  readonly foot: readonly Line[];
  /** The line of the body that the cursor is on. */
  readonly cursor: number | null;
}

/** The request as lines of at most `width` columns. */
export function requestLines(request: Request, shown: Shown, ui: UiState, width: number): RequestLines {
  const { lang } = shown;
  switch (request.kind) {
    case 'gate':
      return gateLines(request, shown, ui, width);
    case 'questions':
      return questionLines(request.questions, shown, ui, width);
    case 'failed':
      return { title: request.failure.what, body: failureLines(request, shown, width), foot: [], cursor: null };
    case 'blocked':
      return { title: WORDS.blocked, body: findingsLines(request.findings, shown, width), foot: [], cursor: null };
    case 'unknown': {
      const body = [...deedHead(request.deed, shown, width), [], ...wrapLines(say(request.look.evidence, lang), width)];
      return { title: WORDS.unknown, body, foot: [], cursor: null };
    }
    case 'lock': {
      const { user, host, run, since } = request.holder;
      const who = `${user}@${host}  ${run}  ${new Date(since).toISOString()}`;
      return { title: WORDS.locked, body: wrapLines(who, width), foot: [], cursor: null };
    }
  }
}

function gateLines(request: Request & { kind: 'gate' }, shown: Shown, ui: UiState, width: number): RequestLines {
  const { lang } = shown;
  const gate = request.step.gate;
  const rests =
    request.findings.length === 0
      ? []
      : [[], line(say(WORDS.restsOn, lang), { dim: true }), ...findingsLines(request.findings, shown, width)];
  const deeds = request.step.deeds ?? [];
  const does =
    deeds.length === 0
      ? []
      : [[], line(say(WORDS.willRun, lang), { dim: true }), ...deeds.flatMap((deed) => deedHead(deed, shown, width))];
  const body = [...(gate ? wrapLines(say(gate.means, lang), width) : []), ...rests, ...does];
  const foot: readonly Line[] =
    request.strength === 'danger'
      ? [[...line(say(WORDS.typeName(request.cluster), lang)), span(' '), ...typedLine(ui.typed, shown)]]
      : [];
  return { title: gate?.title ?? request.step.title, body, foot, cursor: null };
}

/** A question: what is looked at for it and why it is asked scroll; its answers are always in view. */
function questionLines(questions: readonly Question[], shown: Shown, ui: UiState, width: number): RequestLines {
  const { lang } = shown;
  const question = askedQuestion(questions, ui);
  const nth = question ? questions.indexOf(question) + 1 : questions.length;
  const count = questions.length > 1 ? [line(say(WORDS.questionOf(nth, questions.length), lang), { dim: true })] : [];
  if (!question) return { title: WORDS.questionOf(nth, questions.length), body: [], foot: [], cursor: null };
  const chosen = optionsOf(question)[ui.cursor]?.answer ?? null;
  const typed = typedAnswer(question, ui);
  const beside = question.shows?.(typed ? (typed.refused ? null : typed.answer) : chosen);
  const body = [
    ...wrapLines(say(question.why, lang), width),
    ...(beside ? [[], ...viewLines(beside, shown, width)] : []),
    ...count,
  ];
  const foot = [[], ...optionLines(question, shown, ui, width)];
  return { title: question.title, body, foot, cursor: ui.tops.step === undefined ? body.length - 1 : null };
}

function failureLines(request: Request & { kind: 'failed' }, shown: Shown, width: number): readonly Line[] {
  const { lang } = shown;
  const { failure, again } = request;
  const owed = shown.state.debts
    .filter(({ debt, settled }) => settled === null && failure.owed.includes(debt.id))
    .map(({ debt }) => debt.what);
  const goesOn = again ? (again.deeds ?? []).flatMap((deed) => deedHead(deed, shown, width - LABEL_WIDTH)) : [];
  return [
    ...labelled(WORDS.what, [failure.what], lang, width),
    ...labelled(WORDS.why, [failure.why], lang, width),
    ...(failure.now ? labelled(WORDS.now, [failure.now], lang, width) : []),
    ...labelled(WORDS.owed, owed, lang, width),
    // What Enter will run comes before advice: it must be in view when Enter is pressed.
    ...withLabel('Enter', goesOn),
    ...labelled(WORDS.next, nextTexts(failure), lang, width),
  ];
}

const LABEL_WIDTH = 9;

function labelled(label: Text, texts: readonly Text[], lang: Lang, width: number): readonly Line[] {
  const lines = texts.flatMap((one) => wrapLines(say(one, lang), width - LABEL_WIDTH));
  return withLabel(say(label, lang), lines);
}

function withLabel(label: string, lines: readonly Line[]): readonly Line[] {
  return lines.map((piece, n) => [span(padLabel(n === 0 ? label : ''), { dim: true }), ...piece]);
}

function padLabel(head: string): string {
  const wide = [...head].filter((char) => char > '⺀').length;
  return head + ' '.repeat(Math.max(1, LABEL_WIDTH - head.length - wide));
}

function nextTexts(failure: Failure): readonly Text[] {
  return failure.next.map((one, n) => ({ en: `${n + 1} ${one.en}`, zh: `${n + 1} ${one.zh}` }));
}

function typedLine(typed: string, { glyphs }: Shown): Line {
  return [span(typed, { bold: true }), span(glyphs.cursor, { colour: 'cyan' })];
}
