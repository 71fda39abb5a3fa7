import { say } from '../../../base/text.ts';
import type { MergeRow, MergeView } from '../../../engine/view.ts';
import { type Line, line, span } from '../../draw/line.ts';
import { table } from '../../draw/table.ts';
import { wrapLines } from '../../draw/wrap.ts';
import type { Shown } from '../../model.ts';
import { markStyle } from '../../panes/checklist.ts';
import { findingLines, isUndecided, valueSpan } from './decision.ts';
import { MERGE_WORDS, VERDICT_WORDS } from './words.ts';

/**
 * A merge in a few lines, where nothing is asked: what is to be known, then every key that is the operator's. What only
 * the release changed is counted.
 */
export function mergeLines(view: MergeView, shown: Shown, width: number): readonly Line[] {
  const { lang, glyphs } = shown;
  const byPerson = view.rows.filter(({ id, verdict }) => verdict === 'conflict' || shown.state.answers.has(id)).length;
  const isOwn = (row: MergeRow) => row.old !== null || isUndecided(row) || row.result !== row.new;
  const own = view.rows.filter((row) => row.verdict !== 'new-default' && isOwn(row));
  const release = view.rows.length - own.length;
  const head = `${say(MERGE_WORDS.settled(view.rows.length - byPerson, view.rows.length), lang)}${byPerson > 0 ? `, ${say(MERGE_WORDS.forYou(byPerson), lang)}` : ''}`;
  const heads = [
    [],
    [],
    ...[
      MERGE_WORDS.columns.key,
      MERGE_WORDS.versions.old(''),
      MERGE_WORDS.versions.new(''),
      MERGE_WORDS.versions.result(),
    ].map((one) => line(say(one, lang), { dim: true })),
  ];
  const lines = table(
    [
      { align: 'left', least: 1, yields: 0 },
      { align: 'left', least: 4, yields: 1 },
      { align: 'left', least: 20, yields: 2 },
      { align: 'left', least: 6, yields: 5 },
      { align: 'left', least: 6, yields: 4 },
      { align: 'left', least: 10, yields: 3 },
    ],
    [heads, ...own.map((row) => rowCells(row, shown))],
    width,
    glyphs.ellipsis,
  );
  const findings = view.findings.flatMap((finding) => findingLines(finding, shown, width));
  return [
    line(head),
    ...wrapLines(say(view.base.how, lang), width, { dim: true }),
    ...(findings.length > 0 ? [[], ...findings] : []),
    ...(own.length > 0 ? [[], ...lines] : []),
    ...(release > 0 ? [[], line(say(MERGE_WORDS.release(release), lang), { dim: true })] : []),
  ];
}

function rowCells(row: MergeRow, shown: Shown): readonly Line[] {
  const mark = isUndecided(row) ? 'look' : row.verdict === 'retired' ? 'skipped' : 'done';
  const key = `${row.path === 'inventory.ini' ? '' : `${row.path.replace(/^.*\//, '')} `}${row.key}`;
  const result = valueSpan(row, 'result', shown);
  const grafted = row.result !== null && row.result !== row.new;
  return [
    [span(shown.glyphs.marks[mark], markStyle(mark))],
    line(say(VERDICT_WORDS[row.verdict], shown.lang), { dim: true }),
    line(key),
    [valueSpan(row, 'old', shown)],
    [valueSpan(row, 'new', shown)],
    [grafted ? { ...result, style: { colour: 'green' } } : result],
  ];
}
