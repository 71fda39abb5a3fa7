import { say } from '../../base/text.ts';
import type { StepState } from '../../engine/state.ts';
import type { PlanView } from '../../engine/view.ts';
import { fitLine, type Line, line, span } from '../draw/line.ts';
import { wrapLines } from '../draw/wrap.ts';
import type { Shown } from '../model.ts';
import { markStyle, stepMark } from '../panes/checklist.ts';
import { WORDS } from '../words/screen.ts';
import { deedHead } from './deeds.ts';

/** What the steps of some phases will do: each with its gate and its commands, or why they are not known yet. */
export function planLines(view: PlanView, shown: Shown, width: number): readonly Line[] {
  const phases = shown.state.phases.filter((phase) => view.phases.includes(phase.id));
  return phases.flatMap((phase) => phase.steps.flatMap((step) => stepLines(step, shown, width)));
}

function stepLines(step: StepState, shown: Shown, width: number): readonly Line[] {
  const { glyphs, lang } = shown;
  const { planned } = step;
  if (planned.when?.holds === false) return [];
  const mark = stepMark(step);
  const head: Line = [
    span(`${glyphs.marks[mark]} `, markStyle(mark)),
    span(say(planned.title, lang)),
    ...(planned.gate ? [span(`  ${say(WORDS.strength[planned.gate.strength], lang)}`, { dim: true })] : []),
  ];
  const later = planned.later ? wrapLines(say(planned.later, lang), width - 4, { dim: true }) : [];
  const deeds = (planned.deeds ?? []).flatMap((deed) => deedHead(deed, shown, width - 4));
  return [fitLine(head, width, glyphs.ellipsis), ...[...later, ...deeds].map((piece) => [...line('    '), ...piece])];
}
