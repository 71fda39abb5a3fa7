import { type Text, text, verbatim } from '../base/text.ts';
import { isApproved, planStep } from './plan.ts';
import type { PlannedStep } from './plan-types.ts';
import type { Decision, Option } from './ports.ts';
import type { By } from './records.ts';
import type { Phase, Step } from './runbook.ts';
import type { Running } from './running.ts';
import { findStep } from './state.ts';

/** One step at work, with the phase that it stands in. */
export interface AtStep<P> {
  readonly running: Running<P>;
  readonly phase: Phase<P>;
  readonly step: Step<P>;
}

/** How a step ended without failing. */
export type Ended = { readonly result: 'done' | 'skipped'; readonly reason?: Text; readonly by?: By };

/** The step as it is planned now, from the state. */
export function current<P>({ running, step }: AtStep<P>): PlannedStep {
  return findStep(running.state, step.id)?.planned ?? planStep(step, running.planning());
}

/** Whether nothing would be done that was not shown: neither at the gate nor in the plan journaled before. */
export function wasShown<P>(at: AtStep<P>, planned: PlannedStep, digest: string): boolean {
  return planned.deeds === null || isApproved(planned.deeds, digest, at.running.options.engine.sha256);
}

/** Leaves the step out, on a person's word. */
export const SKIP: Option = {
  choice: 'skip',
  title: text('skip it, with a reason', '跳过（需说明理由）'),
  needs: 'reason',
};

/** Ends the sitting; everything is saved. */
export const LEAVE: Option = { choice: 'leave', title: text('leave, go on later', '离开，稍后继续'), needs: 'nothing' };

/** A step that was skipped by somebody's decision. */
export function skippedBy(decision: Decision): Ended & { result: 'skipped' } {
  return { result: 'skipped', reason: verbatim(decision.text ?? ''), by: decision.by };
}
