import { toldStep } from '../../engine/journal.ts';
import type { Plan } from '../../engine/plan-types.ts';
import { previewPlan } from '../../engine/preview.ts';
import type { Call } from '../call.ts';
import { phaseLines } from '../plain/plan-lines.ts';
import { planDocument } from '../plan-document.ts';
import { withPreview } from '../preview.ts';

/** `belay plan RUNBOOK`: prints what would be done, with what can be known now; changes nothing. */
export async function plan(call: Call): Promise<number> {
  const planned = await withPreview(call, async (options, secrets) => told(await previewPlan(options), secrets));
  const lines = planned.phases.flatMap((phase) => phaseLines(phase, call.style));
  call.output.answer(planDocument(planned, call.lang), lines);
  return 0;
}

/** The plan as it may be shown: no secret stands in its diffs. */
function told(whole: Plan, secrets: readonly string[]): Plan {
  const phases = whole.phases.map((phase) => ({ ...phase, steps: phase.steps.map((step) => toldStep(step, secrets)) }));
  return { ...whole, phases };
}
