import type { Json } from '../../base/json.ts';
import { say, type Text } from '../../base/text.ts';
import { findStep, openDebts, type StepState } from '../../engine/state.ts';
import { box } from '../draw/box.ts';
import { fitLine, type Line, line, span } from '../draw/line.ts';
import { windowAt } from '../draw/window.ts';
import { wrapLines } from '../draw/wrap.ts';
import { BINDINGS, footerBindings, whereAmI } from '../keys/bindings.ts';
import type { Overlay, Shown, UiState } from '../model.ts';
import { deedsLines } from '../views/deeds.ts';
import { findingsLines } from '../views/findings.ts';
import { WORDS } from '../words/screen.ts';
import { markStyle, stepMark } from './checklist.ts';
import { jumpTargets } from './go-to.ts';
import { logBox } from './log.ts';

/** What lies over the step: help, debts, commands, log …: a box of exactly width × height. */
export function overlayBox(
  overlay: Overlay,
  shown: Shown,
  ui: UiState,
  width: number,
  height: number,
): readonly Line[] {
  if (overlay.kind === 'log') return logBox(overlay, shown, ui, width, height);
  const { title, lines } = overlayLines(overlay, shown, ui, width - 4);
  const { from, to } = windowAt(lines.length, height - 2, ui.tops.overlay ?? 0);
  const note = lines.length > height - 2 ? [span(`${to}/${lines.length}`, { colour: 'yellow' })] : [];
  return box({
    title: [span(say(title, shown.lang), { bold: true })],
    note,
    lines: lines.slice(from, to),
    width,
    height,
    glyphs: shown.glyphs,
    edge: { colour: 'cyan' },
  });
}

/** How many lines an overlay has: for paging. */
export function overlayLength(overlay: Overlay, shown: Shown, ui: UiState, width: number): number {
  return overlay.kind === 'log' ? 0 : overlayLines(overlay, shown, ui, width).lines.length;
}

function overlayLines(
  overlay: Exclude<Overlay, { kind: 'log' }>,
  shown: Shown,
  ui: UiState,
  width: number,
): { readonly title: Text; readonly lines: readonly Line[] } {
  const { lang } = shown;
  switch (overlay.kind) {
    case 'help':
      return { title: WORDS.help, lines: helpLines(shown, ui, width) };
    case 'debts':
      return { title: WORDS.debts, lines: debtLines(shown, width) };
    case 'commands': {
      const step = lookedAt(shown, ui);
      return { title: WORDS.commands, lines: step ? deedsLines(step.planned, shown, width) : [] };
    }
    case 'findings':
      return { title: WORDS.checks, lines: findingsLines(lookedAt(shown, ui)?.findings ?? [], shown, width) };
    case 'goto':
      return { title: WORDS.goTo, lines: goToLines(overlay, shown, width) };
    case 'leaving':
      return { title: WORDS.leaving, lines: leavingLines(shown, width) };
    case 'reason': {
      const typed = [span(overlay.typed, { bold: true }), span(shown.glyphs.cursor, { colour: 'cyan' })];
      return { title: WORDS.whyReason, lines: [line(say(WORDS.whyReason, lang)), typed] };
    }
  }
}

/** The step that the eye is on: looked at, asked about, or at work. */
export function lookedAt(shown: Shown, ui: UiState): StepState | undefined {
  const asked = shown.request && 'step' in shown.request ? shown.request.step.id : null;
  const id = ui.looking ?? asked ?? shown.state.current;
  return id === null ? undefined : findStep(shown.state, id);
}

function helpLines(shown: Shown, ui: UiState, width: number): readonly Line[] {
  const where = whereAmI(shown, { ...ui, overlay: null });
  const here = BINDINGS.filter((binding) => binding.where.includes(where));
  return here.map(({ show, does }) =>
    fitLine([span(show.padEnd(10), { bold: true }), span(say(does, shown.lang))], width),
  );
}

function debtLines(shown: Shown, width: number): readonly Line[] {
  const open = openDebts(shown.state);
  if (open.length === 0) return wrapLines(say(WORDS.nothingOwed, shown.lang), width);
  return open.flatMap(({ debt, step }) => [
    ...wrapLines(`${shown.glyphs.marks.look} ${say(debt.what, shown.lang)}`, width, {}, 2),
    ...wrapLines(`  ${originalText(debt.original, shown)}${step}`, width, { dim: true }, 2),
  ]);
}

/** Nothing, where there was nothing before. */
function originalText(original: Json, { lang }: Shown): string {
  return original === null ? '' : `${say(WORDS.original(JSON.stringify(original)), lang)}  `;
}

function goToLines(overlay: Extract<Overlay, { kind: 'goto' }>, shown: Shown, width: number): readonly Line[] {
  const typed = [span(': '), span(overlay.typed, { bold: true }), span(shown.glyphs.cursor, { colour: 'cyan' })];
  const targets = jumpTargets(shown.state, overlay.typed, shown.lang).map((step, n): Line => {
    const mark = stepMark(step);
    const style = n === overlay.cursor ? ({ ground: 'cursor' } as const) : {};
    const glyph = span(`${shown.glyphs.marks[mark]} `, markStyle(mark));
    return fitLine(
      [glyph, span(say(step.planned.title, shown.lang), style), span(`  ${step.id}`, { dim: true })],
      width,
    );
  });
  return [typed, [], ...targets];
}

function leavingLines(shown: Shown, width: number): readonly Line[] {
  const { lang } = shown;
  const busy = shown.state.current !== null && !shown.request;
  const keys = footerBindings('leaving').filter((binding) => busy || binding.action !== 'interrupt-job');
  const what: Text = busy
    ? {
        en: 'Work is going on. What runs on the control machine goes on without belay.',
        zh: '正在执行操作。中控机上运行的任务会在 belay 退出后继续。',
      }
    : {
        en: 'Nothing is running. The run is saved; `belay resume` goes on.',
        zh: '没有正在运行的任务。运行已保存；用 `belay resume` 继续。',
      };
  const owed = openDebts(shown.state).map(({ debt }) => debt.what);
  const owes =
    owed.length === 0
      ? []
      : [
          [],
          line(say(WORDS.owed, lang), { dim: true }),
          ...owed.flatMap((one) => wrapLines(`- ${say(one, lang)}`, width, {}, 2)),
        ];
  const options = keys.map(({ show, does }) => [span(`  [${show}] `, { bold: true }), span(say(does, lang))]);
  return [...wrapLines(say(what, lang), width), [], ...options, ...owes];
}
