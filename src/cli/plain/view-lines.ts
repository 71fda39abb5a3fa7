import { sanitiseLine } from '../../base/sanitise.ts';
import { type Lang, say, text } from '../../base/text.ts';
import { markOfVerdict } from '../../engine/marks.ts';
import type { FactRow, GaugesView, MergeRow, MergeView, View } from '../../engine/view.ts';
import { mark, type Style } from './style.ts';

const NOT_KNOWN = '?';
const DRAINS = text('empty in about', '预计排空还需');

/** A view as lines, as far as lines can show it; a log and a plan are shown by their own records. */
export function viewLines(view: View, style: Style): readonly string[] {
  switch (view.kind) {
    case 'facts':
      return view.rows.map((row) => factLine(row, style));
    case 'gauges':
      return [gaugesLine(view, style.lang)];
    case 'merge':
      return mergeLines(view, style);
    case 'form':
      return view.fields.map((field) =>
        sanitiseLine(
          `${say(field.label, style.lang)}: ${field.value}${field.unit ? ` ${say(field.unit, style.lang)}` : ''}${field.problem ? `  ! ${say(field.problem, style.lang)}` : ''}`,
        ),
      );
    case 'text':
      return view.paragraphs.map((paragraph) => sanitiseLine(say(paragraph, style.lang)));
    case 'trend':
      return view.series.map((series) => {
        const last = series.points.at(-1)?.value ?? null;
        return `${say(series.label, style.lang)} ${last ?? NOT_KNOWN} ${say(series.unit, style.lang)}`;
      });
    case 'log':
    case 'plan':
      return [];
  }
}

/** Gauges in one line: the cluster's figures, then each store that something happens to. */
export function gaugesLine(view: GaugesView, lang: Lang): string {
  const line = view.line.map(({ label, value }) => `${say(label, lang)} ${value ? say(value, lang) : NOT_KNOWN}`);
  const unit = say(view.unit, lang);
  const rows = view.rows.map((row) => {
    const drains = row.drainsInMs === null ? '' : ` (${say(DRAINS, lang)} ${Math.round(row.drainsInMs / 1000)} s)`;
    return `${row.name} ${row.version ?? NOT_KNOWN} ${row.state ?? NOT_KNOWN} ${row.value ?? NOT_KNOWN} ${unit}${drains}`;
  });
  return sanitiseLine([...line, ...rows].join('; '));
}

function factLine(row: FactRow, style: Style): string {
  const value = row.value ? say(row.value, style.lang) : NOT_KNOWN;
  const note = row.note ? `  (${say(row.note, style.lang)})` : '';
  return `${mark(markOfVerdict(row.mark), style)} ${sanitiseLine(`${say(row.label, style.lang)}: ${value}${note}`)}`;
}

/** What a merge asks or has moved, line by line; what it only carried over, as figures. */
function mergeLines(view: MergeView, style: Style): readonly string[] {
  const { lang } = style;
  const open = view.rows.filter(isOpen).length;
  const quiet = view.rows.filter(isQuiet).length;
  const settled = view.rows.length - open;
  const head = text(
    `${settled} settled by themselves (${quiet} of them carried over or new), ${open} to decide`,
    `${settled} 项已自动处理（其中 ${quiet} 项为沿用或新增），${open} 项需要决定`,
  );
  const rows = view.rows
    .filter((row) => !isQuiet(row))
    .map((row) => {
      const result = isOpen(row) ? NOT_KNOWN : (row.result ?? '-');
      const place = row.place === null ? '' : ` (${row.place})`;
      const values = `${row.old ?? '-'} | ${row.new ?? '-'} -> ${result}${place}`;
      return `${mark(isOpen(row) ? 'unknown' : 'done', style)} ${sanitiseLine(`${row.path}#${row.key}  ${row.verdict}  ${values}`)}`;
    });
  const findings = view.findings.map((finding) => {
    const kind = finding.severity === 'block' ? 'failed' : finding.severity === 'warn' ? 'look' : 'done';
    return `${mark(kind, style)} ${sanitiseLine(`${finding.where}: ${say(finding.what, lang)}`)}`;
  });
  return [say(head, lang), ...rows, ...findings];
}

/** A retired key has no result either, and nothing about it is to be decided. */
function isOpen(row: MergeRow): boolean {
  return row.result === null && row.verdict === 'conflict';
}

function isQuiet(row: MergeRow): boolean {
  return row.verdict === 'carried' || row.verdict === 'new-key' || row.verdict === 'new-default';
}
