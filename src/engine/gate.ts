import { text } from '../base/text.ts';
import { type AtStep, current, type Ended, LEAVE, SKIP, skippedBy, wasShown } from './at-step.ts';
import type { Finding } from './check.ts';
import { gotWorse, runChecks } from './checking.ts';
import type { PlannedStep } from './plan-types.ts';
import type { Option } from './ports.ts';
import type { Strength } from './runbook.ts';
import { RunEnded, worst } from './running.ts';
import { viewOnce } from './showing.ts';
import { findStep } from './state.ts';

/** What came of a gate: the plan that may be acted on, or the step skipped. */
export type Passed =
  | { readonly planned: PlannedStep; readonly skipped?: undefined }
  | { readonly skipped: Ended & { result: 'skipped' } };

/** The gate of a step that has none of its own, and is not what it was when it was shown. */
const CHANGED = {
  strength: 'continue',
  title: text('What this step does has changed', '此步骤的内容已变化'),
  means: text(
    'Since the plan was shown, something was seen that changes it. This is what it does now.',
    '自计划展示之后，情况有变，该步骤随之调整。以下是现在要执行的内容。',
  ),
} as const;

/**
 * Asks before anything that matters. A gate that was passed in this try is not asked again while nothing is left to do
 * that was not shown there. A step without a gate is asked about only when its deeds differ from those that the plan
 * showed before it began (`shown`: the digest of that plan, "" when it had none yet); another try was decided on by itself.
 * The facts it rests on are read again just before acting when they are past their shelf life; worse ones ask again.
 */
export async function passGate<P>(
  at: AtStep<P>,
  given: PlannedStep,
  { attempt, shown }: { readonly attempt: number; readonly shown: string },
): Promise<Passed> {
  const { running, step } = at;
  const rests = step.gate?.rests ?? [];
  const planned = step.gate ? given : { ...given, gate: CHANGED };
  const tried = findStep(running.state, step.id)?.attempts[attempt];
  const remaining = withoutDone(
    planned,
    tried?.deeds.filter((deed) => deed.outcome?.ok).map((deed) => deed.deed.id),
  );
  if (tried?.gate?.passed && wasShown(at, remaining, tried.gate.digest)) return { planned };
  if (!step.gate && (attempt > 0 || shown === '' || wasShown(at, remaining, shown))) return { planned: given };
  const { strength } = planned.gate ?? CHANGED;
  let findings = await runChecks(running, rests);
  for (;;) {
    if (worst(findings) === 'block') {
      const skipped = await blockedGate(at, findings);
      if (skipped) return { skipped };
      findings = await runChecks(running, rests, 0);
      continue;
    }
    const asked = await askGate(at, planned, strength, findings);
    if (asked) return { skipped: asked };
    const now = await runChecks(running, rests);
    if (!gotWorse(findings, now)) return { planned };
    findings = now;
  }
}

async function askGate<P>(
  at: AtStep<P>,
  planned: PlannedStep,
  strength: Strength,
  findings: readonly Finding[],
): Promise<(Ended & { result: 'skipped' }) | null> {
  const { running, step } = at;
  const { clock } = running.options.engine;
  const view = await viewOnce(at);
  const needs = strength === 'danger' ? 'cluster-name' : 'nothing';
  const options: Option[] = [{ choice: 'pass', title: text('go on', '继续'), needs }];
  if (planned.skippable) options.push(SKIP);
  for (;;) {
    const shownAt = clock.now();
    const decision = await running.ask({
      kind: 'gate',
      id: step.id,
      step: planned,
      cluster: running.options.opening.cluster,
      strength,
      findings,
      view,
      options: [...options, LEAVE],
    });
    if (!decision) throw running.undecided(step.id);
    const named = strength !== 'danger' || decision.choice !== 'pass' || running.isClusterName(decision.text);
    const passed = decision.choice === 'pass' && named;
    await running.record({
      type: 'gate',
      step: step.id,
      passed,
      findings,
      digest: planned.digest,
      lookedAtMs: clock.now() - shownAt,
      by: decision.by,
    });
    if (passed) return null;
    if (!named) {
      if (decision.by.via !== 'person') throw running.undecided(step.id);
      continue;
    }
    if (decision.choice === 'skip') return skippedBy(decision);
    throw new RunEnded('interrupted', text(`left at the gate ${step.id}`, `在关口 ${step.id} 处离开`));
  }
}

async function blockedGate<P>(
  at: AtStep<P>,
  findings: readonly Finding[],
): Promise<(Ended & { result: 'skipped' }) | null> {
  const { running, step } = at;
  const planned = current(at);
  await running.record({ type: 'checked', step: step.id, findings });
  const options: Option[] = [{ choice: 'recheck', title: text('look again', '重新检查'), needs: 'nothing' }];
  if (planned.skippable) options.push(SKIP);
  const decision = await running.ask({
    kind: 'blocked',
    id: step.id,
    step: planned,
    findings,
    options: [...options, LEAVE],
  });
  if (decision?.choice === 'recheck') return null;
  if (decision?.choice === 'skip') return skippedBy(decision);
  throw new RunEnded('blocked', findings.find((finding) => finding.result === 'block')?.what ?? step.title);
}

function withoutDone(planned: PlannedStep, done: readonly string[] = []): PlannedStep {
  return { ...planned, deeds: planned.deeds?.filter((deed) => !done.includes(deed.id)) ?? null };
}
