import { formatDuration } from '../../base/duration.ts';
import { say } from '../../base/text.ts';
import { markOfVerdict } from '../../engine/marks.ts';
import type { FactRow, FactsView } from '../../engine/view.ts';
import { type Line, line, span } from '../draw/line.ts';
import { table } from '../draw/table.ts';
import { wrapLines } from '../draw/wrap.ts';
import type { Shown } from '../model.ts';
import { markStyle } from '../panes/checklist.ts';
import { WORDS } from '../words/screen.ts';

/** Facts with mark, label, value and age; what needs a look has its note below, and where it comes from. */
export function factsLines(view: FactsView, shown: Shown, width: number): readonly Line[] {
  const cells = table(
    [
      { align: 'left', least: 1, yields: 0 },
      { align: 'left', least: 12, yields: 2 },
      { align: 'left', least: 16, yields: 3 },
      { align: 'right', least: 6, yields: 1 },
    ],
    view.rows.map((row) => factCells(row, shown)),
    width,
    shown.glyphs.ellipsis,
  );
  return view.rows.flatMap((row, n) => [cells[n] ?? [], ...noteLines(row, shown, width)]);
}

/** The age of something seen at `seenAt`, for a live fact; "" when never. */
export function ageText(seenAt: number | null, shown: Pick<Shown, 'now'>): string {
  return seenAt === null ? '' : formatDuration(Math.max(0, shown.now - seenAt));
}

function factCells(row: FactRow, shown: Shown): readonly Line[] {
  const mark = markOfVerdict(row.mark);
  const value = row.value === null ? `? ${say(WORDS.notKnown, shown.lang)}` : say(row.value, shown.lang);
  return [
    [span(shown.glyphs.marks[mark], markStyle(mark))],
    line(say(row.label, shown.lang)),
    line(value, row.value === null ? { colour: 'yellow' } : {}),
    line(ageText(row.seenAt, shown), { dim: true }),
  ];
}

function noteLines(row: FactRow, shown: Shown, width: number): readonly Line[] {
  if (row.mark === 'ok' || row.note === null) return [];
  const note = wrapLines(say(row.note, shown.lang), width - 3, {});
  const source = row.source === '' ? [] : wrapLines(row.source, width - 3, { dim: true });
  return [...note, ...source].map((piece) => [span('   '), ...piece]);
}
