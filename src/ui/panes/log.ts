import { say } from '../../base/text.ts';
import { displayWidth } from '../../base/width.ts';
import type { JobState } from '../../engine/state.ts';
import { box } from '../draw/box.ts';
import { type Line, line, span } from '../draw/line.ts';
import { windowAt } from '../draw/window.ts';
import { wrap } from '../draw/wrap.ts';
import type { Overlay, Shown, UiState } from '../model.ts';
import { WORDS } from '../words/screen.ts';

/** The readable log of the newest job. It follows its end until scrolled; `G` follows again. */
export function logBox(
  overlay: Extract<Overlay, { kind: 'log' }>,
  shown: Shown,
  ui: UiState,
  width: number,
  height: number,
): readonly Line[] {
  const inner = width - 4;
  const room = height - 2 - (overlay.search.open ? 1 : 0);
  const texts = logTexts(shown, ui, inner);
  const top = ui.tops.log ?? texts.length;
  const { from, to } = windowAt(texts.length, room, top);
  const lines = texts.slice(from, to).map((text) => logLine(text, overlay.search.term, ui.logWrap ? 0 : ui.logLeft));
  const follows = ui.tops.log === undefined;
  const state = say(follows ? WORDS.following : WORDS.stopped, shown.lang);
  const pad = Array.from({ length: Math.max(0, room - lines.length) }, (): Line => []);
  const search: readonly Line[] = overlay.search.open
    ? [[span(`/${overlay.search.term}`, { bold: true }), span(shown.glyphs.cursor, { colour: 'cyan' })]]
    : [];
  const body =
    texts.length === 0 ? [line(say(WORDS.noLog, shown.lang), { dim: true }), ...pad.slice(1)] : [...lines, ...pad];
  return box({
    title: [span(say(WORDS.log, shown.lang), { bold: true }), span(`  ${newestJob(shown)?.job ?? ''}`, { dim: true })],
    note: [span(`${to}/${texts.length} ${state}`, { colour: follows ? 'green' : 'yellow' })],
    lines: [...body, ...search],
    width,
    height,
    glyphs: shown.glyphs,
    edge: { colour: 'cyan' },
  });
}

/** The lines of the log as they are shown: wrapped where the operator wants it. */
export function logTexts(shown: Shown, ui: UiState, width: number): readonly string[] {
  const tail = newestJob(shown)?.tail ?? [];
  return ui.logWrap ? tail.flatMap((text) => wrap(text, width)) : tail;
}

/** The next line (from `from`, in direction `by`) that has `term`; null when there is none. */
export function findInLog(texts: readonly string[], term: string, from: number, by: 1 | -1): number | null {
  const wanted = term.toLowerCase();
  for (let n = from; n >= 0 && n < texts.length; n += by) if (texts[n]!.toLowerCase().includes(wanted)) return n;
  return null;
}

function newestJob({ state }: Shown): JobState | undefined {
  return state.phases
    .flatMap((phase) => phase.steps)
    .filter((step) => step.jobs.length > 0)
    .at(-1)
    ?.jobs.at(-1);
}

function logLine(text: string, term: string, left: number): Line {
  const shown = left === 0 ? text : cutLeft(text, left);
  const at = term === '' ? -1 : shown.toLowerCase().indexOf(term.toLowerCase());
  if (at < 0) return line(shown);
  const hit = shown.slice(at, at + term.length);
  return [span(shown.slice(0, at)), span(hit, { ground: 'cursor' }), span(shown.slice(at + term.length))];
}

function cutLeft(text: string, columns: number): string {
  let used = 0;
  const rest = [...text].findIndex((char) => {
    if (used >= columns) return true;
    used += displayWidth(char);
    return false;
  });
  return rest < 0 ? '' : [...text].slice(rest).join('');
}
