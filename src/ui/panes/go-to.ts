import { type Lang, say } from '../../base/text.ts';
import type { RunState, StepState } from '../../engine/state.ts';

/** The steps that `typed` can mean: a number is a phase, anything else is looked for in ids and titles. */
export function jumpTargets(state: RunState, typed: string, lang: Lang): readonly StepState[] {
  const wanted = typed.trim().toLowerCase();
  if (/^\d+$/.test(wanted)) return state.phases[Number(wanted) - 1]?.steps ?? [];
  return state.phases
    .flatMap((phase) => phase.steps)
    .filter((step) => `${step.id} ${say(step.planned.title, lang)}`.toLowerCase().includes(wanted));
}
