import { say, type Text } from '../../../base/text.ts';
import type { Answers } from '../../../engine/answers.ts';
import type { MergeRow, MergeView } from '../../../engine/view.ts';
import { fillLine, type Line, restyle, span } from '../../draw/line.ts';
import { windowAround } from '../../draw/window.ts';
import type { Shown, UiState } from '../../model.ts';
import { markStyle } from '../../panes/checklist.ts';
import { findingLines, isUndecided, rowLines, valueSpan } from './decision.ts';
import { cursorInList, keyList, type ListItem, VERDICTS } from './key-list.ts';
import { MERGE_WORDS, VERDICT_WORDS } from './words.ts';

const MARK = 2;
const VERDICT = 13;
/** From so many columns on the new release's value has a column of its own. */
const NEW_FROM = 90;

/** The list of all keys in exactly `height` lines: the search or the counts, column heads, and a window of the rows. */
export function listLines(view: MergeView, shown: Shown, ui: UiState, width: number, height: number): readonly Line[] {
  const { filter, row } = ui.merge;
  const items = keyList(view, filter.term, shown.lang);
  const cursor = cursorInList(items, row);
  const room = Math.max(0, height - 2);
  const { from, to } = windowAround(items.length, room, ui.tops['merge-keys'] ?? 0, Math.max(0, cursor), 2);
  const lines = items.slice(from, to).map((item, n) => {
    const drawn = fillLine(itemLine(item, shown, ui, width), width, shown.glyphs.ellipsis);
    return from + n === cursor ? restyle(drawn, { ground: 'cursor' }) : drawn;
  });
  const nothing: Line = [span(say(MERGE_WORDS.nothingMatches, shown.lang), { dim: true })];
  const body = items.length === 0 ? [nothing] : lines;
  const pad = Array.from({ length: Math.max(0, room - body.length) }, (): Line => []);
  return [topLine(view, items, shown, ui), columnHeads(shown, width), ...body, ...pad];
}

/** What is told of the item under the cursor. */
export function listDetail(view: MergeView, shown: Shown, ui: UiState, width: number): readonly Line[] {
  const items = keyList(view, ui.merge.filter.term, shown.lang);
  const item = items[cursorInList(items, ui.merge.row)];
  if (item?.kind === 'row') return rowLines(item.row, shown, width, ui.answers);
  return item?.kind === 'finding' ? findingLines(item.finding, shown, width) : [];
}

function topLine(view: MergeView, items: readonly ListItem[], shown: Shown, ui: UiState): Line {
  const { filter } = ui.merge;
  const { lang, glyphs } = shown;
  if (filter.open || filter.term !== '') {
    const found = items.filter((item) => item.id !== null).length;
    const cursor = filter.open ? [span(glyphs.cursor, { colour: 'cyan' })] : [];
    const of = say(MERGE_WORDS.matches(found, view.rows.length + view.findings.length), lang);
    return [span(`/${filter.term}`, { bold: true }), ...cursor, span(`  ${of}`, { dim: true })];
  }
  const counts = Map.groupBy(view.rows, (row) => row.verdict);
  return VERDICTS.filter((verdict) => counts.has(verdict)).flatMap(
    (verdict, n): Line => [
      span(`${n === 0 ? '' : '   '}${counts.get(verdict)?.length ?? 0} `),
      span(say(VERDICT_WORDS[verdict], lang), { dim: true }),
    ],
  );
}

function columnHeads(shown: Shown, width: number): Line {
  const head = (words: Text): Line => [span(say(words, shown.lang), { dim: true, bold: true })];
  const { versions, columns } = MERGE_WORDS;
  return rowOf(
    {
      mark: [],
      verdict: [],
      key: head(columns.key),
      old: head(versions.old('')),
      new: head(versions.new('')),
      result: head(versions.result()),
    },
    shown,
    width,
  );
}

function itemLine(item: ListItem, shown: Shown, { answers }: UiState, width: number): Line {
  const { glyphs, lang } = shown;
  switch (item.kind) {
    case 'file':
      return [span(item.path, { bold: true }), span(`  ${item.count}`, { dim: true })];
    case 'findings':
      return [span(say(MERGE_WORDS.findings, lang), { bold: true })];
    case 'finding': {
      const mark = ({ block: 'failed', warn: 'look', info: 'done' } as const)[item.finding.severity];
      return [span(`${glyphs.marks[mark]} `, markStyle(mark)), span(say(item.finding.what, lang))];
    }
    case 'row': {
      const { row } = item;
      const mark = markOf(row, answers);
      const result = valueSpan(row, 'result', shown, answers);
      const grafted = row.result !== null && row.result !== row.new;
      return rowOf(
        {
          mark: [span(glyphs.marks[mark], markStyle(mark))],
          verdict: [span(say(VERDICT_WORDS[row.verdict], lang), { dim: true })],
          key: [span(row.key)],
          old: [valueSpan(row, 'old', shown)],
          new: [valueSpan(row, 'new', shown)],
          result: [grafted ? { ...result, style: { colour: 'green' } } : result],
        },
        shown,
        width,
      );
    }
  }
}

function markOf(row: MergeRow, answers: Answers) {
  if (isUndecided(row, answers)) return 'look' as const;
  return row.verdict === 'retired' ? ('skipped' as const) : ('done' as const);
}

type Cells = Readonly<Record<'mark' | 'verdict' | 'key' | 'old' | 'new' | 'result', Line>>;

/** Columns of fixed widths: they stand still while the list scrolls. */
function rowOf(cells: Cells, { glyphs }: Shown, width: number): Line {
  const withNew = width >= NEW_FROM;
  const rest = width - MARK - VERDICT;
  const key = Math.floor(rest * (withNew ? 0.4 : 0.46));
  const each = Math.floor((rest - key) / (withNew ? 3 : 2));
  const fill = (cell: Line, columns: number): Line => [...fillLine(cell, columns - 2, glyphs.ellipsis), span('  ')];
  return [
    ...fillLine(cells.mark, MARK),
    ...fill(cells.verdict, VERDICT),
    ...fill(cells.key, key),
    ...fill(cells.old, each),
    ...(withNew ? fill(cells.new, each) : []),
    ...cells.result,
  ];
}
