import { canonicalJson, type Json } from '../base/json.ts';
import { text } from '../base/text.ts';
import { type AtStep, current, LEAVE } from './at-step.ts';
import type { Deed, Look, Outcome } from './deed.ts';
import { StepFailed } from './failing.ts';
import { toldDeed } from './journal.ts';
import { planStep } from './plan.ts';
import type { PlannedStep } from './plan-types.ts';
import type { DeedContext } from './ports.ts';
import type { By } from './records.ts';
import { BY_ENGINE, RunEnded, type Running } from './running.ts';
import { type DeedState, findStep } from './state.ts';

/**
 * Performs the deeds of a plan in order: intent (on the disk), deed, outcome. What this try has done already is not done
 * again; what an earlier try did, and is seen to hold still, neither.
 * @throws StepFailed when one did not go well.
 */
export async function performDeeds<P>(at: AtStep<P>, planned: PlannedStep, attempt: number): Promise<void> {
  for (const deed of planned.deeds ?? []) {
    if (deedState(at, attempt, deed.id)?.outcome?.ok) continue;
    if (await heldFromBefore(at, deed, attempt)) continue;
    await performOne(at, deed, attempt);
  }
}

/**
 * Clears up what an interrupted sitting left unknown in this try: looks, and decides by what is seen. A job that runs
 * is followed to its end; what was not done will be done with the rest; what cannot be told is asked.
 */
export async function resolveUnknown<P>(at: AtStep<P>, attempt: number): Promise<void> {
  const { running, step } = at;
  const unknown = findStep(running.state, step.id)?.attempts[attempt]?.deeds.filter((deed) => deed.outcome === null);
  if (!unknown || unknown.length === 0) return;
  const planned = planStep(step, running.planning()).deeds ?? [];
  for (const { deed } of unknown) {
    const look = await lookAtUnknown(at, deed, attempt, planned);
    if (look.is === 'running') await follow(at, deed, attempt, look);
    else if (look.is === 'unclear') await askUnknown(at, deed, attempt, look);
    else await found(at, { deed, attempt, look, taken: look.is, by: BY_ENGINE });
  }
}

/** A file's content is not in the journal: it is the one planned now. Where the plan has no need of it any more, it is there. */
async function lookAtUnknown<P>(at: AtStep<P>, deed: Deed, attempt: number, planned: readonly Deed[]): Promise<Look> {
  if (deed.kind !== 'file') return lookAt(at, deed, attempt);
  const whole = planned.find((candidate) => candidate.id === deed.id);
  if (whole) return lookAt(at, whole, attempt);
  return { is: 'done', evidence: text(`${deed.path} is as it should be`, `${deed.path} 已符合预期`) };
}

async function lookAt<P>({ running, step }: AtStep<P>, deed: Deed, attempt: number): Promise<Look> {
  const { doer } = running.options.engine;
  return doer.look(deed, deedName(running, { step: step.id, attempt, deed: deed.id }), running.options.signal);
}

async function heldFromBefore<P>(at: AtStep<P>, deed: Deed, attempt: number): Promise<boolean> {
  if (deed.kind === 'job' || deed.kind === 'hand' || attempt === 0) return false;
  const earlier = findStep(at.running.state, at.step.id)?.attempts.slice(0, attempt) ?? [];
  const told = canonicalJson(toldDeed(deed) as unknown as Json);
  const did = earlier.some(({ deeds }) =>
    deeds.some((known) => known.outcome?.ok && canonicalJson(known.deed as unknown as Json) === told),
  );
  if (!did) return false;
  const look = await lookAt(at, deed, attempt);
  return look.is === 'done';
}

async function follow<P>(at: AtStep<P>, deed: Deed, attempt: number, look: Look): Promise<void> {
  await found(at, { deed, attempt, look, taken: 'follow', by: BY_ENGINE });
  await finish(at, deed, attempt);
}

async function askUnknown<P>(at: AtStep<P>, deed: Deed, attempt: number, look: Look): Promise<void> {
  const decision = await at.running.ask({
    kind: 'unknown',
    id: at.step.id,
    step: current(at),
    deed: toldDeed(deed),
    look,
    options: [
      { choice: 'done', title: text('it was done', '已经完成'), needs: 'reason' },
      { choice: 'repeat', title: text('it was not done: do it', '没有完成：执行它'), needs: 'reason' },
      LEAVE,
    ],
  });
  if (!decision) throw at.running.undecided(`${at.step.id} (${deed.id})`);
  if (decision.choice === 'leave') throw new RunEnded('interrupted', look.evidence);
  const taken = decision.choice === 'done' ? 'done' : 'not-done';
  await found(at, { deed, attempt, look, taken, by: decision.by });
}

interface Found {
  readonly deed: Deed;
  readonly attempt: number;
  readonly look: Look;
  readonly taken: 'done' | 'not-done' | 'follow';
  readonly by: By;
}

function found<P>({ running, step }: AtStep<P>, { deed, ...rest }: Found): Promise<void> {
  return running.record({ type: 'found', step: step.id, deed: deed.id, ...rest });
}

async function performOne<P>(at: AtStep<P>, deed: Deed, attempt: number): Promise<void> {
  await at.running.record({ type: 'intent', step: at.step.id, attempt, deed, opens: deed.opens ?? [] });
  await finish(at, deed, attempt);
}

async function finish<P>(at: AtStep<P>, deed: Deed, attempt: number): Promise<void> {
  const { running, step } = at;
  const outcome = await perform(running, { step: step.id, attempt, deed });
  if (!outcome.ok) throw deedFailed(deed, outcome);
}

/** Performs a deed whose intent is journaled, and journals its outcome. */
export async function perform<P>(
  running: Running<P>,
  { step, attempt, deed }: { step: string; attempt: number; deed: Deed },
): Promise<Outcome> {
  const job = deedName(running, { step, attempt, deed: deed.id });
  let seen = Promise.resolve();
  const context: DeedContext = {
    name: job,
    signal: running.options.signal,
    onLines: (lines, from) => {
      seen = seen.then(() => running.record({ type: 'log', step, job, from, lines }));
    },
    onTask: (event, seq) => {
      seen = seen.then(() => running.record({ type: 'task', step, job, seq, event }));
    },
  };
  const outcome = await running.options.engine.doer.perform(deed, context);
  await seen;
  await running.record({ type: 'outcome', step, attempt, deed: deed.id, outcome });
  return outcome;
}

/** Names a deed for the world outside: unique in all runs, safe as a file name. */
export function deedName<P>(
  running: Running<P>,
  { step, attempt, deed }: { step: string; attempt: number; deed: string },
): string {
  const safe = (part: string) => part.replace(/[^A-Za-z0-9._-]+/g, '-');
  return [running.options.opening.run, safe(step), attempt, safe(deed)].join('_');
}

/** The state of a deed in a try; undefined when it was never begun. */
function deedState<P>({ running, step }: AtStep<P>, attempt: number, id: string): DeedState | undefined {
  return findStep(running.state, step.id)?.attempts[attempt]?.deeds.find(({ deed }) => deed.id === id);
}

function deedFailed(deed: Deed, outcome: Outcome): StepFailed {
  const { trouble } = outcome;
  return new StepFailed({
    code: trouble?.code ?? 'deed-failed',
    what: trouble?.what ?? text(`${deed.title.en}: it failed`, `${deed.title.zh}：失败`),
    why: trouble?.why ?? text(`it said: ${outcome.said}`, `输出：${outcome.said}`),
    now: null,
    next: trouble?.next ?? [],
  });
}
