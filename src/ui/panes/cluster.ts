import { say } from '../../base/text.ts';
import { markOfVerdict } from '../../engine/marks.ts';
import { box } from '../draw/box.ts';
import { bar } from '../draw/gauge.ts';
import { fillLine, type Line, line, span } from '../draw/line.ts';
import type { Shown } from '../model.ts';
import { gaugesFoot, gaugesLines } from '../views/gauges.ts';
import { WORDS } from '../words/screen.ts';
import { markStyle } from './checklist.ts';

/** The cluster in a box of its own: gauges of the stores and the cluster line. */
export function clusterBox(shown: Shown, width: number, height: number): readonly Line[] {
  const lines = shown.cluster
    ? gaugesLines(shown.cluster, shown, width - 4, height - 2)
    : [line(`? ${say(WORDS.notKnown, shown.lang)}`, { colour: 'yellow' })];
  return box({
    title: [span(say(WORDS.cluster, shown.lang), { bold: true })],
    lines,
    width,
    height,
    glyphs: shown.glyphs,
  });
}

/** The cluster in two lines: stores side by side, then the cluster line. */
export function clusterFolded(shown: Shown, columns: number): readonly Line[] {
  const { cluster, glyphs, lang } = shown;
  if (!cluster) {
    const unknown = `${glyphs.marks[markOfVerdict('unknown')]} ${say(WORDS.cluster, lang)}: ${say(WORDS.notKnown, lang)}`;
    return [fillLine([span(` ${unknown}`, { dim: true })], columns, glyphs.ellipsis), fillLine([], columns)];
  }
  const stores = cluster.rows.flatMap(
    (row): Line => [
      span(' '),
      span(glyphs.marks[row.mark], markStyle(row.mark)),
      span(` ${row.name} `),
      span(bar(row.value, row.full, 3, glyphs).trimEnd(), {}),
      span(` ${row.value ?? '?'} `),
    ],
  );
  const foot = gaugesFoot(cluster, shown)[0] ?? [];
  return [fillLine(stores, columns, glyphs.ellipsis), fillLine([span(' '), ...foot], columns, glyphs.ellipsis)];
}
