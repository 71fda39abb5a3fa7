import { expandSteps, phaseProbes, planPhase } from './plan.ts';
import type { PlannedPhase, PlannedStep } from './plan-types.ts';
import type { Result } from './records.ts';
import { runStep } from './run-step.ts';
import type { Phase } from './runbook.ts';
import type { Running } from './running.ts';
import { findStep, type PhaseState } from './state.ts';

/** Runs the steps of a phase that are not ended yet. The phase is planned anew first, and the new plan journaled. */
export async function runPhase<P>(running: Running<P>, phase: Phase<P>): Promise<void> {
  if (hasEnded(phaseState(running, phase.id))) return;
  await replan(running, phase);
  for (const step of expandSteps(phase, running.table)) {
    const known = findStep(running.state, step.id);
    if (known && (known.result === 'done' || known.result === 'skipped')) continue;
    await runStep(running, phase, step);
  }
  const steps = phaseState(running, phase.id)?.steps ?? [];
  const result: Result = steps.some((step) => step.result === 'done') ? 'done' : 'skipped';
  await running.record({ type: 'phase-ended', phase: phase.id, result });
}

/** Plans a phase with what is known now. What has ended or is at work stays as it was planned then. */
async function replan<P>(running: Running<P>, phase: Phase<P>): Promise<void> {
  await running.look(phaseProbes(phase, running.table));
  await running.look(phaseProbes(phase, running.table));
  const planned = planPhase(phase, running.planning());
  const before = phaseState(running, phase.id);
  const steps = planned.steps.map((step) => keepStarted(step, before));
  const changed = steps.filter((step) => hasChanged(step, before)).map((step) => step.id);
  const isNew = before === undefined || before.steps.length !== steps.length;
  if (changed.length > 0 || isNew) {
    const next: PlannedPhase = { ...planned, steps };
    await running.record({ type: 'plan', phase: next, changed });
  }
}

function keepStarted(step: PlannedStep, before: PhaseState | undefined): PlannedStep {
  const known = before?.steps.find((candidate) => candidate.id === step.id);
  return known && (known.attempts.length > 0 || known.result !== 'pending') ? known.planned : step;
}

function hasChanged(step: PlannedStep, before: PhaseState | undefined): boolean {
  const known = before?.steps.find((candidate) => candidate.id === step.id);
  return known === undefined || known.planned.digest !== step.digest || known.planned.when?.holds !== step.when?.holds;
}

function phaseState<P>(running: Running<P>, id: string): PhaseState | undefined {
  return running.state.phases.find((phase) => phase.id === id);
}

function hasEnded(phase: PhaseState | undefined): boolean {
  return phase !== undefined && phase.endedAt !== null && (phase.result === 'done' || phase.result === 'skipped');
}
