import { say } from '../../base/text.ts';
import type { Finding } from '../../engine/check.ts';
import { markOfVerdict } from '../../engine/marks.ts';
import { fillLine, type Line, lineWidth, span } from '../draw/line.ts';
import { wrapLines } from '../draw/wrap.ts';
import type { Shown } from '../model.ts';
import { markStyle } from '../panes/checklist.ts';
import { ageText } from './facts.ts';

/** Findings: one line each with its age; what is not well has its evidence, its source and what to do below it. */
export function findingsLines(findings: readonly Finding[], shown: Shown, width: number): readonly Line[] {
  return findings.flatMap((finding) => [...findingHead(finding, shown, width), ...findingRest(finding, shown, width)]);
}

function findingHead(finding: Finding, shown: Shown, width: number): readonly Line[] {
  const mark = markOfVerdict(finding.result);
  const age = ageText(finding.seenAt, shown);
  const glyph = span(`${shown.glyphs.marks[mark]} `, markStyle(mark));
  const words = wrapLines(say(finding.what, shown.lang), Math.max(10, width - 2 - (age === '' ? 0 : age.length + 2)));
  return words.map((piece, n) => {
    if (n > 0) return [span('  '), ...piece];
    const head = [glyph, ...piece];
    const gap = width - lineWidth(head) - age.length;
    return age === '' || gap < 1 ? head : [...fillLine(head, width - age.length), span(age, { dim: true })];
  });
}

function findingRest(finding: Finding, shown: Shown, width: number): readonly Line[] {
  if (finding.result === 'ok') return [];
  const why = wrapLines(say(finding.why, shown.lang), width - 4);
  const source = finding.source === '' ? [] : wrapLines(finding.source, width - 4, { dim: true });
  const next = finding.next.flatMap((one) =>
    wrapLines(`${shown.glyphs.arrow} ${say(one, shown.lang)}`, width - 4, { colour: 'cyan' }, 2),
  );
  return [...why, ...source, ...next].map((piece) => [span('    '), ...piece]);
}
