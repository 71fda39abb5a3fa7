import { say, text } from '../../base/text.ts';
import type { MergeFinding, MergeRow, MergeView } from '../../engine/view.ts';
import { type Line, line, type Style, span } from '../draw/line.ts';
import { table } from '../draw/table.ts';
import { wrapLines } from '../draw/wrap.ts';
import type { Shown } from '../model.ts';
import { markStyle } from '../panes/checklist.ts';

const WORDS = {
  settled: (settled: number, all: number) =>
    text(`${settled} of ${all} settled by themselves`, `${all} 项中 ${settled} 项已自动处理`),
  yours: (n: number) => text(`${n} for you`, `${n} 项由您决定`),
  heads: {
    key: text('key', '键'),
    old: text('yours', '您的值'),
    new: text('new release', '新版本'),
    result: text('result', '结果'),
  },
  unset: text('not set', '未设置'),
  verdict: {
    carried: text('carried', '保留'),
    moved: text('moved', '移动'),
    renamed: text('renamed', '改名'),
    retired: text('retired', '废弃'),
    conflict: text('conflict', '冲突'),
    'new-default': text('new default', '新默认值'),
    'new-key': text('new', '新增'),
  },
};

/** A merge by key: what is for the operator first, then what settled by itself; its findings below. */
export function mergeLines(view: MergeView, shown: Shown, width: number): readonly Line[] {
  const { lang } = shown;
  const undecided = view.rows.filter((row) => row.result === null && row.verdict === 'conflict');
  const settled = view.rows.length - undecided.length;
  const head = `${say(WORDS.settled(settled, view.rows.length), lang)}, ${say(WORDS.yours(undecided.length), lang)}`;
  const rest = view.rows.filter((row) => !undecided.includes(row) && row.verdict !== 'new-key');
  const rows = [...undecided, ...rest];
  const heads = [
    [],
    [],
    ...(['key', 'old', 'new', 'result'] as const).map((name) => line(say(WORDS.heads[name], lang), { dim: true })),
  ];
  const lines = table(
    [
      { align: 'left', least: 1, yields: 0 },
      { align: 'left', least: 7, yields: 1 },
      { align: 'left', least: 16, yields: 2 },
      { align: 'left', least: 8, yields: 4 },
      { align: 'left', least: 8, yields: 4 },
      { align: 'left', least: 8, yields: 3 },
    ],
    [heads, ...rows.map((row) => rowCells(row, shown))],
    width,
    shown.glyphs.ellipsis,
  );
  const findings = view.findings.flatMap((finding) => findingLines(finding, shown, width));
  return [
    line(head),
    ...wrapLines(say(view.base.how, lang), width, { dim: true }),
    [],
    ...lines,
    ...(findings.length > 0 ? [[], ...findings] : []),
  ];
}

function rowCells(row: MergeRow, shown: Shown): readonly Line[] {
  const { glyphs, lang } = shown;
  const mark =
    row.verdict === 'conflict'
      ? row.result === null
        ? 'look'
        : 'done'
      : row.verdict === 'retired'
        ? 'skipped'
        : 'done';
  const key = `${row.path === 'inventory.ini' ? '' : `${row.path.replace(/^.*\//, '')} `}${row.key}`;
  return [
    [span(glyphs.marks[mark], markStyle(mark))],
    line(say(WORDS.verdict[row.verdict], lang), { dim: true }),
    line(key),
    value(row.old, shown),
    value(row.new, shown),
    value(row.result, shown, row.result !== null && row.result !== row.new ? { colour: 'green' } : {}),
  ];
}

function value(source: string | null, { lang }: Shown, style: Style = {}): Line {
  return source === null ? line(say(WORDS.unset, lang), { dim: true }) : line(source.replace(/\s*\n\s*/g, ' '), style);
}

function findingLines(finding: MergeFinding, shown: Shown, width: number): readonly Line[] {
  const mark = ({ block: 'failed', warn: 'look', info: 'done' } as const)[finding.severity];
  const [first = [], ...others] = wrapLines(say(finding.what, shown.lang), width - 2);
  const why = wrapLines(say(finding.why, shown.lang), width - 2, { dim: true });
  const next = finding.next.flatMap((one) =>
    wrapLines(`${shown.glyphs.arrow} ${say(one, shown.lang)}`, width - 2, { colour: 'cyan' }, 2),
  );
  const head = [span(`${shown.glyphs.marks[mark]} `, markStyle(mark)), ...first];
  return [head, ...[...others, ...why, ...next].map((piece) => [span('  '), ...piece])];
}
