import type { JsonObject } from '../base/json.ts';
import type { Lang } from '../base/text.ts';
import type { Deed } from '../engine/deed.ts';
import type { Plan, PlannedStep } from '../engine/plan-types.ts';
import { putBackWords } from './plain/plan-lines.ts';

/** A plan as `belay plan --json` answers; what does not apply here is left out. */
export function planDocument(plan: Plan, lang: Lang): JsonObject {
  const phases = plan.phases.map(({ id, steps }) => ({
    id,
    steps: steps.filter((step) => step.when?.holds !== false).map((step) => stepDocument(step, lang)),
  }));
  const empty = new Set(plan.phases.filter(({ steps }) => steps.length === 0).map(({ id }) => id));
  return { runbook: plan.runbook, phases: phases.filter(({ id, steps }) => steps.length > 0 || empty.has(id)) };
}

function stepDocument(step: PlannedStep, lang: Lang): JsonObject {
  const deeds = step.deeds ?? [];
  return {
    id: step.id,
    when: step.when?.id ?? null,
    gate: step.gate ? { id: step.id, strength: step.gate.strength } : null,
    commands: deeds.flatMap(commandsOf),
    files: deeds.flatMap((deed) => (deed.kind === 'file' ? [{ path: deed.path, diff: deed.diff }] : [])),
    calls: deeds.flatMap((deed) =>
      deed.kind === 'call' ? [{ method: deed.method, url: deed.url, body: deed.body }] : [],
    ),
    putBack: putBackWords(step.putBack, lang),
  };
}

function commandsOf(deed: Deed): readonly JsonObject[] {
  return deed.kind === 'command' || deed.kind === 'job' ? [{ host: deed.host, argv: deed.argv }] : [];
}
