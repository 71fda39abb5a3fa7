import { formatElapsed } from '../../base/duration.ts';
import { say } from '../../base/text.ts';
import { fillLine, type Line, lineWidth, type Span, span } from '../draw/line.ts';
import type { Shown } from '../model.ts';
import { WORDS } from '../words/screen.ts';

/** The top line: cluster, from → to, where, elapsed and remaining time, connection. What does not fit goes, least needed first. */
export function headerLine(shown: Shown): Line {
  const { state, lang, columns } = shown;
  const left: Span[] = [span(' belay', { bold: true })];
  if (state.run) left.push(span(`  ${state.run.cluster}`));
  const versions = versionsOf(shown);
  if (versions) left.push(span(`  ${versions}`, { dim: true }));
  const place = span(`  ${say(shown.place, lang)}`, { colour: 'yellow', bold: true });
  const time = span(`  ${timeOf(shown)}`);
  const remaining = remainingOf(shown);
  const connection = connectionOf(shown);
  const right = [
    [place, time, ...(remaining ? [span(`  ${remaining}`, { dim: true })] : []), ...connection],
    [place, time, ...connection],
    [place, ...connection],
    [place],
  ].find((spans) => lineWidth(left) + lineWidth(spans) + 2 <= columns);
  const room = columns - lineWidth(right ?? []) - 1;
  return fillLine([...fillLine(left, Math.max(0, room), shown.glyphs.ellipsis), ...(right ?? [])], columns);
}

function versionsOf({ state, glyphs }: Shown): string | null {
  const { from, to } = state.run?.versions ?? { from: null, to: null };
  if (from && to) return `${from} ${glyphs.arrow} ${to}`;
  return to ?? from;
}

function timeOf({ state, now, lang }: Shown): string {
  const end = state.ended ? state.lastAt : now;
  return `${formatElapsed(state.startedAt === 0 ? 0 : end - state.startedAt)} ${say(WORDS.gone, lang)}`;
}

function remainingOf({ state, now, lang }: Shown): string | null {
  if (state.estimateMs === null || state.ended) return null;
  const left = state.estimateMs - (now - state.startedAt);
  return left <= 0 ? null : say(WORDS.left(Math.ceil(left / 60_000)), lang);
}

function connectionOf({ connection, glyphs, lang }: Shown): readonly Span[] {
  const colour = connection === 'lost' ? 'red' : 'green';
  return [span(`  ${glyphs.dot}`, { colour }), span(` ${say(WORDS.connection[connection], lang)}`)];
}
