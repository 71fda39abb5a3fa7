import type { Instant } from '../base/duration.ts';
import { canonicalJson, type Json } from '../base/json.ts';
import type { Answers } from './answers.ts';
import type { Debt, Deed } from './deed.ts';
import type { Facts, Probe } from './fact.ts';
import type { Plan, PlannedPhase, PlannedStep } from './plan-types.ts';
import type { Attempt, Loop, Phase, PlanInput, Runbook, Step } from './runbook.ts';

/** What planning rests on. */
export interface Planning<P> {
  readonly facts: Facts<P>;
  readonly answers: Answers;
  readonly runId: string;
  readonly now: Instant;
  sha256(content: string): string;
  /** Earlier tries of a step in this run. */
  attempts(stepId: string): readonly Attempt[];
  /** The try of a step that is at work; null when it is not. */
  tried(stepId: string): Attempt | null;
  /** What is owed now, oldest first. */
  readonly debts: readonly Debt[];
}

/** The whole plan, as far as it can be known now. Pure. */
export function planRunbook<P>(runbook: Runbook<P>, planning: Planning<P>): Plan {
  return {
    runbook: runbook.id,
    title: runbook.title,
    madeAt: planning.now,
    phases: runbook.phases.map((phase) => planPhase(phase, planning)),
  };
}

/** One phase, planned with what is known now. Pure. */
export function planPhase<P>(phase: Phase<P>, planning: Planning<P>): PlannedPhase {
  return {
    id: phase.id,
    title: phase.title,
    why: phase.why,
    steps: expandSteps(phase, planning.facts).map((step) => planStep(step, planning)),
  };
}

/** The steps of a phase with its loops expanded; a loop whose items are not known yet gives none. */
export function expandSteps<P>(phase: Phase<P>, facts: Facts<P>): readonly Step<P>[] {
  return phase.steps.flatMap((entry) => {
    if (!isLoop(entry)) return [entry];
    const items = entry.over(facts);
    return items === 'later' ? [] : items.map(({ id, item }) => entry.step(item, `${entry.id}/${id}`));
  });
}

/** One step, planned with what is known now. Pure. */
export function planStep<P>(step: Step<P>, planning: Planning<P>): PlannedStep {
  const holds = step.when ? step.when.holds(planning.facts, planning.answers) : true;
  const planned = step.action && holds !== false ? step.action.plan(planInput(step.id, planning)) : null;
  const deeds = planned && 'deeds' in planned ? planned.deeds : null;
  return {
    id: step.id,
    title: step.title,
    why: step.why,
    source: step.source,
    when: step.when ? { id: step.when.id, title: step.when.title, holds } : null,
    gate: step.gate ? { strength: step.gate.strength, title: step.gate.title, means: step.gate.means } : null,
    deeds,
    later: planned && 'later' in planned ? planned.later : null,
    cannot: planned && 'cannot' in planned ? planned.cannot : null,
    verify: step.verify?.title ?? null,
    putBack: step.putBack,
    skippable: step.skippable ?? true,
    digest: deeds ? deedsDigest(deeds, planning.sha256) : '',
  };
}

/** What a step's pure functions may use. */
export function planInput<P>(stepId: string, planning: Planning<P>): PlanInput<P> {
  return {
    facts: planning.facts,
    answers: planning.answers,
    attempts: planning.attempts(stepId),
    tried: planning.tried(stepId),
    debts: planning.debts,
    runId: planning.runId,
    now: planning.now,
    sha256: planning.sha256,
  };
}

/** Everything that planning and checking a step reads. */
export function stepProbes<P>(step: Step<P>): readonly Probe<P, unknown>[] {
  return [
    ...(step.when?.needs ?? []),
    ...(step.checks ?? []).flatMap((check) => check.needs),
    ...(step.choices?.needs ?? []),
    ...(step.gate?.rests ?? []).flatMap((check) => check.needs),
    ...(step.action?.needs ?? []),
  ];
}

/** Everything that planning a phase reads: its conditions, choices, loops and actions. */
export function phaseProbes<P>(phase: Phase<P>, facts: Facts<P>): readonly Probe<P, unknown>[] {
  const loops = phase.steps.filter(isLoop).flatMap((loop) => loop.needs);
  const steps = expandSteps(phase, facts).flatMap((step) => [
    ...(step.when?.needs ?? []),
    ...(step.choices?.needs ?? []),
    ...(step.action?.needs ?? []),
  ]);
  return [...loops, ...steps];
}

/** The digest of a list of deeds: one `id:digest` a deed, so that a part of it can be recognised. */
export function deedsDigest(deeds: readonly Deed[], sha256: (content: string) => string): string {
  return deeds.map((deed) => deedDigest(deed, sha256)).join(',');
}

/** Whether every one of `deeds` was in the list that `digest` stands for. */
export function isApproved(deeds: readonly Deed[], digest: string, sha256: (content: string) => string): boolean {
  const approved = new Set(digest.split(','));
  return deeds.every((deed) => approved.has(deedDigest(deed, sha256)));
}

function deedDigest(deed: Deed, sha256: (content: string) => string): string {
  const { title: _title, opens: _opens, ...done } = deed;
  return `${deed.id}:${sha256(canonicalJson(done as unknown as Json)).slice(0, 16)}`;
}

function isLoop<P>(entry: Step<P> | Loop<P, never>): entry is Loop<P, never> {
  return 'over' in entry;
}
