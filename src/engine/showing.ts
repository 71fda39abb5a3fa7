import { Cancelled } from '../base/errors.ts';
import { canonicalJson, type Json } from '../base/json.ts';
import type { Answers } from './answers.ts';
import type { AtStep } from './at-step.ts';
import { planInput } from './plan.ts';
import { findStep } from './state.ts';
import type { View } from './view.ts';

/** Reads and records what the step shows, once; null when it shows nothing of its own. */
export async function viewOnce<P>(at: AtStep<P>): Promise<View | null> {
  const { running, step } = at;
  if (!step.shows) return null;
  await running.look(step.shows.needs);
  return show(at);
}

/** What the step would show with `answers` beside those already given; nothing is read or recorded. */
export function viewWith<P>({ running, step }: AtStep<P>, answers: Answers): View | null {
  const input = planInput(step.id, running.planning());
  const before = findStep(running.state, step.id)?.view ?? undefined;
  return step.shows?.view({ ...input, answers: new Map([...input.answers, ...answers]) }, before) ?? null;
}

/**
 * Runs `work` while what the step shows is read again and again. Showing never fails the work: what cannot be seen is
 * *not known*; a fault of belay in it does, after the work has ended.
 */
export async function whileShowing<P>(at: AtStep<P>, work: () => Promise<void>): Promise<void> {
  const shows = at.step.shows;
  if (!shows || shows.everyMs === null) {
    await work();
    if (shows) await viewOnce(at);
    return;
  }
  const stop = new AbortController();
  const [worked, showed] = await Promise.allSettled([
    work().finally(() => stop.abort()),
    keepShowing(at, shows.everyMs, stop.signal),
  ]);
  if (worked.status === 'rejected') throw worked.reason;
  if (showed.status === 'rejected') throw showed.reason;
}

async function keepShowing<P>(at: AtStep<P>, everyMs: number, stop: AbortSignal): Promise<void> {
  const { running, step } = at;
  try {
    while (!stop.aborted) {
      await running.look(step.shows?.needs ?? [], everyMs / 2);
      if (stop.aborted) return;
      await show(at);
      await running.options.engine.clock.sleep(everyMs, stop);
    }
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

async function show<P>({ running, step }: AtStep<P>): Promise<View | null> {
  if (!step.shows) return null;
  const before = findStep(running.state, step.id)?.view ?? undefined;
  const view = step.shows.view(planInput(step.id, running.planning()), before);
  const same = before && canonicalJson(view as unknown as Json) === canonicalJson(before as unknown as Json);
  if (!same) await running.record({ type: 'view', step: step.id, view });
  return view;
}
