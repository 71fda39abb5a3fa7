import { say } from '../../../base/text.ts';
import { FREE_PREFIX, type Question } from '../../../engine/answers.ts';
import { box, divider } from '../../draw/box.ts';
import { type Line, lineWidth, span } from '../../draw/line.ts';
import type { Shown, UiState } from '../../model.ts';
import { markStyle } from '../../panes/checklist.ts';
import { optionsOf, typedAnswer } from '../../panes/question.ts';
import { viewLines } from '../view-lines.ts';
import type { MergeAsked } from './asked.ts';
import { fileHead, fileLines } from './file-lines.ts';
import { type MergeGeometry, mergeGeometry } from './geometry.ts';
import { listDetail, listLines } from './list-lines.ts';
import { MERGE_WORDS } from './words.ts';

/** Lines that tell of the item under the cursor of the list; its edge stands still. */
const DETAIL_ROOM = 9;

/**
 * A merge that waits for decisions: above the file in its versions (or the list of all keys), below what is to be
 * decided. Exactly width × height; the answers are always in view. null when no merge is asked about.
 */
export function mergeBox(shown: Shown, ui: UiState, width: number, height: number): readonly Line[] | null {
  const inner = { width: width - 4, height: height - 2 };
  const geometry = mergeGeometry(shown, ui, inner.width, inner.height);
  if (!geometry) return null;
  const { glyphs } = shown;
  const [above, below] =
    ui.merge.mode === 'keys' ? listParts(geometry, shown, ui, inner) : lineParts(geometry, shown, ui, inner.width);
  const title = titleOf(geometry.asked, shown, ui);
  const note = noteOf(geometry, shown, ui);
  const drawn = box({
    title,
    note: [note, note.slice(-1)].find((one) => lineWidth(one) + lineWidth(title) + 10 <= width) ?? [],
    lines: [...above, [], ...below],
    width,
    height,
    glyphs,
    edge: { colour: 'yellow' },
  });
  return drawn.map((piece, n) => (n === above.length + 1 ? divider(width, glyphs, { colour: 'yellow' }) : piece));
}

function listParts(
  { asked }: MergeGeometry,
  shown: Shown,
  ui: UiState,
  { width, height }: { width: number; height: number },
) {
  const room = Math.min(DETAIL_ROOM, Math.floor(height / 2));
  const detail = cut(listDetail(asked.view, shown, ui, width), room, shown);
  return [listLines(asked.view, shown, ui, width, height - 1 - room), detail] as const;
}

function lineParts(geometry: MergeGeometry, shown: Shown, ui: UiState, width: number) {
  const { asked, decision, decisionRoom, linesRoom } = geometry;
  const head = cut(decision.head, Math.min(decision.head.length, decisionRoom - decision.options.length), shown);
  const above = geometry.seen
    ? seenParts(geometry, shown, ui, width)
    : cut(besideQuestion(asked, shown, ui, width), linesRoom, shown);
  const gap = head.length + decision.options.length < decisionRoom ? [[]] : [];
  return [exactly(above, linesRoom), [...head, ...gap, ...decision.options]] as const;
}

function seenParts(
  { seen, asked, linesRoom }: MergeGeometry,
  shown: Shown,
  ui: UiState,
  width: number,
): readonly Line[] {
  if (!seen) return [];
  const base = ui.merge.base && asked.file?.base !== null;
  const { sides, items, focus, window } = seen;
  const lines = fileLines(shown, {
    sides,
    items: items.slice(window.from, window.to),
    focus,
    base,
    left: ui.merge.left,
    width,
  });
  return [fileHead(shown, { base, width }), ...lines.slice(0, Math.max(0, linesRoom - 1))];
}

/**
 * What a question that stands in no file brings to look at, with what the answer under the cursor comes to; else all
 * that is asked, with the answers so far.
 */
function besideQuestion({ question, request }: MergeAsked, shown: Shown, ui: UiState, width: number): readonly Line[] {
  if (!question?.shows) return request.questions.map((one) => overviewLine(one, one === question, shown, ui));
  const typed = typedAnswer(question, ui);
  const chosen = optionsOf(question)[ui.cursor]?.answer ?? null;
  return viewLines(question.shows(typed ? (typed.refused ? null : typed.answer) : chosen), shown, width);
}

function overviewLine(one: Question, isAsked: boolean, { glyphs, lang }: Shown, { answers }: UiState): Line {
  const answer = answers.get(one.id);
  const mark = isAsked ? 'now' : answer === undefined ? 'to-come' : 'done';
  const chosen = one.options.find((option) => option.answer === answer)?.title;
  const words = chosen ? say(chosen, lang) : (answer?.replace(FREE_PREFIX, '') ?? '');
  return [
    span(`${glyphs.marks[mark]} `, markStyle(mark)),
    span(say(one.title, lang), isAsked ? { bold: true } : {}),
    ...(words === '' ? [] : [span(`  ${glyphs.arrow} `, { dim: true }), span(words)]),
  ];
}

function titleOf({ request, view }: MergeAsked, shown: Shown, { answers }: UiState): Line {
  const { lang, glyphs, state } = shown;
  const asked = new Set(request.questions.map(({ id }) => id));
  const inRows = view.rows.filter((row) => asked.has(row.id)).length;
  const all = view.rows.length + asked.size - inRows;
  const number = state.phases.findIndex((phase) => phase.steps.some((step) => step.id === request.step.id)) + 1;
  const counts = `${say(MERGE_WORDS.settled(all - asked.size, all), lang)}${lang === 'zh' ? '，' : ', '}${say(MERGE_WORDS.forYou(asked.size), lang)}`;
  return [
    span(`${glyphs.marks.now} `, markStyle('now')),
    span(`${number > 0 ? `${number} ` : ''}${say(request.step.title, lang)}`, { bold: true }),
    span(` ${glyphs.box.across} ${counts}`),
    ...(answers.size > 0
      ? [span(` (${say(MERGE_WORDS.answered(answers.size), lang)})`, { colour: 'green' as const })]
      : []),
  ];
}

function noteOf({ asked, seen }: MergeGeometry, shown: Shown, ui: UiState): Line {
  if (ui.merge.mode === 'keys' || !asked.file || !seen) return [];
  const at = ui.merge.left > 0 ? `  ${shown.glyphs.arrow}${ui.merge.left}` : '';
  return [
    span(`${asked.file.path}  `, { dim: true }),
    span(`${seen.window.to}/${seen.items.length}${at}`, { dim: true }),
  ];
}

/** At most `room` lines; the last says where more were cut off. */
function cut(lines: readonly Line[], room: number, { glyphs }: Shown): readonly Line[] {
  if (lines.length <= room) return exactly(lines, room);
  const last = lines[room - 1] ?? [];
  return [...lines.slice(0, Math.max(0, room - 1)), [...last, span(` ${glyphs.ellipsis}`, { dim: true })]].slice(
    0,
    Math.max(0, room),
  );
}

function exactly(lines: readonly Line[], room: number): readonly Line[] {
  return Array.from({ length: Math.max(0, room) }, (_, n) => lines[n] ?? []);
}
