import { say } from '../../base/text.ts';
import { markOfResult } from '../../engine/marks.ts';
import type { PhaseState, RunState, StepState } from '../../engine/state.ts';
import type { Mark } from '../../engine/view.ts';
import { box } from '../draw/box.ts';
import { fillLine, type Line, restyle, type Style, span } from '../draw/line.ts';
import { windowAround } from '../draw/window.ts';
import type { Shown, UiState } from '../model.ts';
import { WORDS } from '../words/screen.ts';

/** The checklist as a box: phases, and the steps of the one at work (or looked at). It scrolls, never jumps. */
export function checklistBox(shown: Shown, ui: UiState, width: number, height: number): readonly Line[] {
  const rows = checklistRows(shown.state, ui.looking);
  const cursor = rows.findIndex((row) => row.isCursor);
  const inner = height - 2;
  const { from, to } = windowAround(rows.length, inner, ui.tops.checklist ?? 0, Math.max(0, cursor));
  const lines = rows.slice(from, to).map((row) => rowLine(row, shown, width - 4));
  const note = rows.length > inner ? [span(`${from + 1}–${to}/${rows.length}`, { dim: true })] : [];
  return box({
    title: [span(say(WORDS.checklist, shown.lang), { bold: true })],
    note,
    lines,
    width,
    height,
    glyphs: shown.glyphs,
  });
}

/** The checklist folded to one line, for narrow screens: a mark for every phase, the name of the one at work. */
export function checklistFolded(shown: Shown, ui: UiState): Line {
  const { phases } = shown.state;
  const focus = focusedPhase(shown.state, ui.looking);
  const spans = phases.flatMap((phase, n): Line => {
    const mark = phaseMark(phase, shown.state);
    const glyph = span(shown.glyphs.marks[mark], markStyle(mark));
    if (phase !== focus) return [glyph, span(' ')];
    const at = phase.steps.filter((step) => step.result === 'done' || step.result === 'skipped').length;
    const title = `${n + 1} ${say(phase.title, shown.lang)} ${at}/${phase.steps.length}`;
    return [glyph, span(` ${title}  `, { bold: true })];
  });
  return fillLine([span(' '), ...spans], shown.columns, shown.glyphs.ellipsis);
}

/** A row of the checklist. */
interface Row {
  readonly kind: 'phase' | 'step';
  readonly number: number;
  readonly title: PhaseState['title'];
  readonly mark: Mark;
  readonly isCursor: boolean;
}

function checklistRows(state: RunState, looking: string | null): readonly Row[] {
  const focus = focusedPhase(state, looking);
  const eye = looking ?? state.current;
  return state.phases.flatMap((phase, n): readonly Row[] => {
    const open = phase === focus;
    const onStep = open && phase.steps.some((step) => step.id === eye);
    const row: Row = {
      kind: 'phase',
      number: n + 1,
      title: phase.title,
      mark: phaseMark(phase, state),
      isCursor: open && !onStep,
    };
    const steps = open ? phase.steps.map((step) => stepRow(step, eye)) : [];
    return [row, ...steps];
  });
}

function stepRow(step: StepState, eye: string | null): Row {
  return { kind: 'step', number: 0, title: step.planned.title, mark: stepMark(step), isCursor: step.id === eye };
}

function rowLine(row: Row, { glyphs, lang }: Shown, width: number): Line {
  const glyph = span(glyphs.marks[row.mark], markStyle(row.mark));
  const quiet = row.mark === 'to-come' || row.mark === 'skipped';
  const words = row.kind === 'phase' ? ` ${row.number} ${say(row.title, lang)}` : ` ${say(row.title, lang)}`;
  const indent = row.kind === 'step' ? [span('  ')] : [];
  const style: Style = row.kind === 'phase' && row.mark === 'now' ? { bold: true } : quiet ? { dim: true } : {};
  const whole = fillLine([...indent, glyph, span(words, style)], width, glyphs.ellipsis);
  return row.isCursor ? restyle(whole, { ground: 'cursor' }) : whole;
}

/** The phase whose steps are shown: of the step looked at, else of the one at work, else the first not ended. */
export function focusedPhase(state: RunState, looking: string | null): PhaseState | undefined {
  const eye = looking ?? state.current;
  return (
    state.phases.find((phase) => phase.steps.some((step) => step.id === eye)) ??
    state.phases.find((phase) => phase.endedAt === null) ??
    state.phases.at(-1)
  );
}

/** The mark of a phase: of the worst of its steps while it runs, else of its result. */
export function phaseMark(phase: PhaseState, state: RunState): Mark {
  if (phase.endedAt !== null) return markOfResult(phase.result);
  if (phase.steps.some((step) => step.result === 'failed' || step.result === 'blocked')) return 'failed';
  const here = phase.steps.some((step) => step.id === state.current || step.running);
  return here || phase.startedAt !== null ? 'now' : 'to-come';
}

/** The mark of a step. */
export function stepMark(step: StepState): Mark {
  if (step.running) return 'now';
  return markOfResult(step.result);
}

/** How a mark is coloured; it never stands for itself alone. */
export function markStyle(mark: Mark): Style {
  switch (mark) {
    case 'done':
      return { colour: 'green' };
    case 'now':
      return { colour: 'cyan', bold: true };
    case 'failed':
      return { colour: 'red', bold: true };
    case 'look':
    case 'unknown':
      return { colour: 'yellow' };
    case 'to-come':
    case 'skipped':
      return { dim: true };
  }
}
