import { text } from '../base/text.ts';
import { type AtStep, current, type Ended, LEAVE, SKIP, skippedBy } from './at-step.ts';
import { runChecks } from './checking.ts';
import { explainFailure } from './explaining.ts';
import { StepFailed, stepFailure } from './failing.ts';
import { passGate } from './gate.ts';
import { planStep, stepProbes } from './plan.ts';
import type { PlannedStep } from './plan-types.ts';
import type { Option } from './ports.ts';
import { answerQuestions } from './questions.ts';
import { performDeeds, resolveUnknown } from './run-deeds.ts';
import type { Phase, Step } from './runbook.ts';
import { BY_ENGINE, RunEnded, type Running, worst } from './running.ts';
import { settleNow, settleSeen } from './settle.ts';
import { whileShowing } from './showing.ts';
import { findStep } from './state.ts';
import { verifyStep } from './verifying.ts';

/**
 * Runs one step to its end: checks, questions, gate, deeds, verify. A failure asks what to do; another try is planned
 * anew from what is known then. A step that was interrupted goes on in the same try.
 * @throws RunEnded when the sitting ends here.
 */
export async function runStep<P>(running: Running<P>, phase: Phase<P>, step: Step<P>): Promise<void> {
  const at: AtStep<P> = { running, phase, step };
  const known = findStep(running.state, step.id);
  const interrupted = known !== undefined && known.attempts.length > 0 && known.result !== 'failed';
  for (let attempt = interrupted ? known.attempts.length - 1 : (known?.attempts.length ?? 0); ; attempt += 1) {
    await running.record({ type: 'step-started', step: step.id, attempt });
    try {
      const ended = await tryStep(at, attempt);
      await settleSeen(running);
      await running.endStep(current(at), ended.result, ended);
      return;
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      await settleSeen(running);
      const next = await failed(at, error);
      if (next === 'skipped') return;
    }
  }
}

async function tryStep<P>(at: AtStep<P>, attempt: number): Promise<Ended> {
  const { running, step } = at;
  const shown = current(at).digest;
  await running.look(stepProbes(step));
  await resolveUnknown(at, attempt);
  await running.look(stepProbes(step));
  const first = await replanStep(at);
  if (first.when?.holds === false) {
    return { result: 'skipped', reason: first.when.title, by: BY_ENGINE };
  }
  const skipped = (await blockedByChecks(at)) ?? (await answerQuestions(at));
  if (skipped) return skipped;
  const planned = await replanStep(at);
  if (planned.cannot) throw new StepFailed({ code: 'cannot-be-done', now: null, ...planned.cannot });
  if (planned.later) throw new StepFailed({ code: 'not-known', ...notPlannable(planned) });
  const passed = await passGate(at, planned, { attempt, shown });
  if (passed.skipped) return passed.skipped;
  await whileShowing(at, async () => {
    await performDeeds(at, passed.planned, attempt);
    await verifyStep(at);
  });
  return { result: 'done' };
}

/** Plans the step with what is known now; a plan that differs is journaled before anything rests on it. */
async function replanStep<P>({ running, phase, step }: AtStep<P>): Promise<PlannedStep> {
  const planned = planStep(step, running.planning());
  const known = running.state.phases.find((candidate) => candidate.id === phase.id);
  const before = findStep(running.state, step.id)?.planned;
  const same =
    before?.digest === planned.digest && before.when?.holds === planned.when?.holds && !before.later === !planned.later;
  if (known && !same) {
    const steps = known.steps.some((candidate) => candidate.id === step.id)
      ? known.steps.map((candidate) => (candidate.id === step.id ? planned : candidate.planned))
      : [...known.steps.map((candidate) => candidate.planned), planned];
    const { id, title, why } = known;
    await running.record({ type: 'plan', phase: { id, title, why, steps }, changed: [step.id] });
  }
  return planned;
}

async function blockedByChecks<P>(at: AtStep<P>): Promise<Ended | null> {
  const { running, step } = at;
  if (!step.checks) return null;
  for (;;) {
    const findings = await runChecks(running, step.checks);
    await running.record({ type: 'checked', step: step.id, findings });
    if (worst(findings) !== 'block') return null;
    const planned = current(at);
    const options: Option[] = [{ choice: 'recheck', title: text('look again', '重新检查'), needs: 'nothing' }];
    if (planned.skippable) options.push(SKIP);
    const decision = await running.ask({
      kind: 'blocked',
      id: step.id,
      step: planned,
      findings,
      options: [...options, LEAVE],
    });
    if (decision?.choice === 'skip') return skippedBy(decision);
    if (decision?.choice !== 'recheck') throw new RunEnded('blocked', blockedReason(at));
    await running.look(stepProbes(step), 0);
  }
}

async function failed<P>(at: AtStep<P>, error: StepFailed): Promise<'again' | 'skipped'> {
  const { running, step } = at;
  const explained = await explainFailure(at, error.failed);
  const failure = stepFailure(running, explained);
  await running.record({
    type: 'step-ended',
    step: step.id,
    result: 'failed',
    reason: failure.what,
    trouble: failure,
    by: BY_ENGINE,
  });
  for (;;) {
    await running.look(stepProbes(step), 0);
    const again = planStep(step, running.planning());
    const shown = stepFailure(running, explained);
    const options: Option[] = [{ choice: 'again', title: text('go on as shown', '按所示继续'), needs: 'nothing' }];
    if (shown.owed.length > 0) {
      options.push({ choice: 'settle', title: text('settle what is owed', '还原所欠项'), needs: 'nothing' });
    }
    if (again.skippable) options.push(SKIP);
    const decision = await running.ask({
      kind: 'failed',
      id: step.id,
      step: current(at),
      failure: shown,
      again: again.later || again.cannot ? null : again,
      options: [...options, LEAVE],
    });
    if (decision?.choice === 'again') return 'again';
    if (decision?.choice === 'settle') {
      await settleNow(running);
      continue;
    }
    if (decision?.choice === 'skip') {
      await running.endStep(current(at), 'skipped', skippedBy(decision));
      return 'skipped';
    }
    throw new RunEnded('failed', failure.what);
  }
}

function blockedReason<P>({ running, step }: AtStep<P>): ReturnType<typeof text> {
  const blocking = findStep(running.state, step.id)?.findings.find((finding) => finding.result === 'block');
  return blocking?.what ?? step.title;
}

function notPlannable(planned: PlannedStep) {
  const later = planned.later ?? planned.title;
  return {
    what: text('what this step must do is not known yet', '尚无法确定此步骤要做什么'),
    why: later,
    now: null,
    next: [text('mend what keeps it from being known, then go on', '先解决导致无法确定的问题，再继续')],
  };
}
