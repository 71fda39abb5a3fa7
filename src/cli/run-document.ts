import type { JsonObject } from '../base/json.ts';
import { type Lang, say } from '../base/text.ts';
import type { Result } from '../engine/records.ts';
import { openDebts, type PhaseState, type RunState, type StepState } from '../engine/state.ts';

/** How a run stands, as `practice --auto`, `run` and `resume` answer with --json. */
export function runDocument(state: RunState, lang: Lang): JsonObject {
  return {
    run: state.run?.id ?? null,
    runbook: state.run?.runbook ?? null,
    result: runResult(state),
    phases: state.phases.filter(applies).map((phase) => ({
      id: phase.id,
      result: phaseResult(phase, state),
      steps: phase.steps.map((step) => ({ id: step.id, result: stepResult(step, state) })),
    })),
    debts: debtDocuments(state, lang),
  };
}

/** How a run ended; one without an end was killed. */
export function runResult(state: RunState): Result {
  return state.ended?.result ?? 'interrupted';
}

/** What is still owed, as the command line answers with --json. */
export function debtDocuments(state: RunState, lang: Lang): readonly JsonObject[] {
  return openDebts(state).map(({ debt }) => ({
    id: debt.id,
    run: state.run?.id ?? null,
    what: say(debt.what, lang),
    original: debt.original,
  }));
}

/** Whether any step of the phase applies here. */
function applies(phase: PhaseState): boolean {
  return phase.steps.length === 0 || phase.steps.some((step) => step.planned.when?.holds !== false);
}

/** A step at which the run stopped has the run's result. */
function stepResult(step: StepState, state: RunState): Result {
  return step.running ? runResult(state) : step.result;
}

function phaseResult(phase: PhaseState, state: RunState): Result {
  if (phase.endedAt !== null) return phase.result;
  const stopped = phase.steps
    .map((step) => stepResult(step, state))
    .find((result) => result !== 'done' && result !== 'skipped' && result !== 'pending');
  return stopped ?? 'pending';
}
