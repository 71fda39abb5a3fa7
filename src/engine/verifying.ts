import { formatDuration } from '../base/duration.ts';
import type { Json } from '../base/json.ts';
import { text } from '../base/text.ts';
import type { AtStep } from './at-step.ts';
import { StepFailed } from './failing.ts';
import { planInput } from './plan.ts';
import type { VerifyLook } from './runbook.ts';
import { findStep } from './state.ts';

// A slow link must not use the time up with two looks: what needs to be seen twice would never be.
const LEAST_LOOKS = 10;

/**
 * Polls until what the step wanted is true. Changes nothing. Facts are read anew at every look.
 * @throws StepFailed (`not-verified`) when it is false, or not true when the time is up (after ten looks at least).
 */
export async function verifyStep<P>(at: AtStep<P>): Promise<void> {
  const { running, step } = at;
  const { verify } = step;
  if (!verify) return;
  const { clock } = running.options.engine;
  const until = clock.now() + verify.timeoutMs;
  let memory: Json | undefined;
  for (let looks = 1; ; looks += 1) {
    await running.look(verify.needs, 0);
    const look = verify.judge(planInput(step.id, running.planning()), memory);
    memory = look.memory;
    const timeUp = clock.now() >= until && looks >= LEAST_LOOKS;
    if (look.holds !== 'not-yet' || timeUp) {
      const holds = look.holds === 'yes';
      await running.record({ type: 'verified', step: step.id, holds, evidence: look.evidence });
      if (holds) return;
      throw notVerified(at, look, look.holds === 'not-yet');
    }
    if (findStep(running.state, step.id)?.evidence?.en !== look.evidence.en) {
      await running.record({ type: 'looked', step: step.id, evidence: look.evidence, memory: look.memory ?? null });
    }
    await clock.sleep(verify.everyMs, running.options.signal);
  }
}

function notVerified<P>({ step }: AtStep<P>, look: VerifyLook, timeUp: boolean): StepFailed {
  const waited = formatDuration(step.verify?.timeoutMs ?? 0);
  const title = step.verify?.title ?? step.title;
  return new StepFailed({
    code: 'not-verified',
    what: timeUp
      ? text(`not seen within ${waited}: ${title.en}`, `${waited}内未确认：${title.zh}`)
      : text(`it is not so: ${title.en}`, `未满足：${title.zh}`),
    why: look.evidence,
    now: null,
    next: [text('look at the cause, mend it, then go on: it is looked at again', '查明原因并修复后继续：将重新检查')],
  });
}
