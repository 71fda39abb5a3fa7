import type { AtStep } from './at-step.ts';
import type { FailedTry } from './failing.ts';
import { planInput } from './plan.ts';
import { findStep } from './state.ts';

/** A failed try with what its step can tell beyond it: how things stand now, and what to do about it first. */
export async function explainFailure<P>({ running, step }: AtStep<P>, failed: FailedTry): Promise<FailedTry> {
  const { explains } = step;
  if (!explains) return failed;
  await running.look(explains.needs, 0);
  const tried = findStep(running.state, step.id)?.attempts.at(-1)?.deeds ?? [];
  const told = explains.explain(planInput(step.id, running.planning()), {
    deeds: tried.map(({ deed, outcome }) => ({ deed, outcome })),
  });
  return { ...failed, now: told.now ?? failed.now, next: [...told.next, ...failed.next] };
}
