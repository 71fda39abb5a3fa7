import { formatDuration, type Instant } from '../../base/duration.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import { type Lang, say } from '../../base/text.ts';
import type { Finding } from '../../engine/check.ts';
import { markOfVerdict } from '../../engine/marks.ts';
import { mark, paint, type Style } from './style.ts';

/** A finding: its mark, what was found, where it comes from and how old it is; what is not well also says why and what next. */
export function findingLines(finding: Finding, now: Instant, style: Style): readonly string[] {
  const origin = originOf(finding, now, style.lang);
  const head = `${mark(markOfVerdict(finding.result), style)} ${sanitiseLine(say(finding.what, style.lang))}`;
  const lines = [origin === '' ? head : `${head}  ${paint(origin, 'dim', style)}`];
  if (finding.result === 'ok') return lines;
  const words = style.lang === 'zh' ? { why: '原因：', next: '接下来：' } : { why: 'why: ', next: 'next: ' };
  return [
    ...lines,
    `    ${words.why}${sanitiseLine(say(finding.why, style.lang))}`,
    ...finding.next.map((step) => `    ${words.next}${sanitiseLine(say(step, style.lang))}`),
  ];
}

/** "(GET http://…, 3 s ago)". */
function originOf(finding: Finding, now: Instant, lang: Lang): string {
  const source = sanitiseLine(finding.source);
  const age = finding.seenAt === null ? '' : ageWords(now - finding.seenAt, lang);
  const parts = [source, age].filter((part) => part !== '');
  return parts.length === 0 ? '' : `(${parts.join(lang === 'zh' ? '，' : ', ')})`;
}

/** How long ago something was seen. */
export function ageWords(ms: number, lang: Lang): string {
  return lang === 'zh' ? `${formatDuration(ms)}前` : `${formatDuration(ms)} ago`;
}
