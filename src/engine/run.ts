import { BugError, Cancelled, OperatorError } from '../base/errors.ts';
import { type Text, text } from '../base/text.ts';
import type { Facts } from './fact.ts';
import { Journal, readJournal } from './journal.ts';
import { whileLive } from './live.ts';
import { expandSteps, planPhase } from './plan.ts';
import type { LockHolder } from './ports.ts';
import type { Result } from './records.ts';
import { reduce } from './reduce.ts';
import type { RunOptions } from './run-options.ts';
import { runPhase } from './run-phase.ts';
import type { Runbook } from './runbook.ts';
import { RunEnded, Running } from './running.ts';
import { settleNow, settleSeen } from './settle.ts';
import { EMPTY_STATE, openDebts, type RunState } from './state.ts';

/**
 * Runs a runbook from where its journal ends: an empty journal begins a run, any other resumes it.
 * @returns the state at the end of this sitting; `state.ended` tells how it ended.
 * @throws OperatorError when the journal cannot be read or written; BugError never on purpose.
 */
export async function runRunbook<P>(options: RunOptions<P>): Promise<RunState> {
  const running = await open(options);
  try {
    await takeLock(running, options);
    await begin(running);
    await whileLive(running, async () => {
      for (const phase of options.runbook.phases) await runPhase(running, phase);
    });
    await end(running, 'done', null);
  } catch (error) {
    await endAfter(running, error);
  }
  return running.state;
}

/**
 * Settles what a run left owed, without going on with it. The lock is taken meanwhile.
 * @returns the state afterwards; `openDebts(state)` tells what is still owed.
 */
export async function settleRun<P>(options: RunOptions<P>): Promise<RunState> {
  const running = await open(options);
  try {
    await takeLock(running, options);
    await settleNow(running);
    await end(running, running.endedBefore ?? 'interrupted', null);
  } catch (error) {
    await endAfter(running, error);
  }
  return running.state;
}

async function open<P>(options: RunOptions<P>): Promise<Running<P>> {
  const { engine, opening, sitting } = options;
  const lines = await engine.journal.read();
  const { records, problems } = readJournal(lines, engine.sha256);
  const sound = lines.slice(0, records.length);
  let state = EMPTY_STATE;
  for (const record of records) {
    state = reduce(state, record);
    options.observe(record, state);
  }
  if (problems[0]) throw brokenJournal(opening.run, problems[0].line, problems[0].what);
  const running = new Running(options, new Journal(engine.journal, engine, sound), state);
  const resumed = records.length > 0;
  if (!resumed) {
    await running.record({
      type: 'run-opened',
      run: opening.run,
      runbook: options.runbook.id,
      title: options.runbook.title,
      cluster: opening.cluster,
      control: opening.control,
      versions: opening.versions,
      belay: opening.belay,
      profile: opening.profile,
      profilePath: opening.profilePath,
    });
  }
  await running.record({ type: 'session', resumed, ...sitting });
  return running;
}

async function takeLock<P>(running: Running<P>, { engine, opening, sitting }: RunOptions<P>): Promise<void> {
  const holder: LockHolder = {
    run: opening.run,
    user: sitting.user,
    host: sitting.host,
    pid: sitting.pid,
    since: engine.clock.now(),
  };
  const held = await engine.lock.take(holder);
  if (held) {
    const decision = await running.ask({
      kind: 'lock',
      id: 'lock',
      holder: held.heldBy,
      alive: held.alive,
      options: [
        { choice: 'take-over', title: text('take the lock over', '接管该锁'), needs: 'reason' },
        { choice: 'leave', title: text('leave', '离开'), needs: 'nothing' },
      ],
    });
    if (decision?.choice !== 'take-over') throw new RunEnded('blocked', lockedReason(held.heldBy));
    await engine.lock.takeOver(holder, held.heldBy);
  }
  await running.record({
    type: 'lock',
    what: held ? 'taken-over' : 'taken',
    holder: `${holder.user}@${holder.host} (${holder.run})`,
  });
}

/** Two steps of one id would share their results: the second would pass for done when the first is. */
function checkStepIds<P>(runbook: Runbook<P>, facts: Facts<P>): void {
  const seen = new Set<string>();
  for (const { id } of runbook.phases.flatMap((phase) => expandSteps(phase, facts))) {
    if (seen.has(id)) throw new BugError(`two steps of ${runbook.id} are called ${id}`);
    seen.add(id);
  }
}

async function begin<P>(running: Running<P>): Promise<void> {
  const { runbook } = running.options;
  checkStepIds(runbook, running.table);
  await running.look(runbook.probes, 0);
  if (running.state.phases.length === 0) {
    for (const phase of runbook.phases) {
      await running.record({ type: 'plan', phase: planPhase(phase, running.planning()), changed: [] });
    }
  }
  const versions = runbook.versions?.(running.table);
  const known = running.state.run?.versions;
  if (versions?.from && versions.from !== known?.from) await running.record({ type: 'versions', ...versions });
  const estimate = runbook.estimate(running.table);
  if (running.state.estimateMs === null && estimate !== null) {
    await running.record({ type: 'estimate', totalMs: estimate });
  }
}

/** Ends a sitting by what was thrown; what is no ending of ours is thrown on, after the run was ended as failed. */
async function endAfter<P>(running: Running<P>, error: unknown): Promise<void> {
  if (error instanceof RunEnded) return end(running, error.result, error.reason);
  if (error instanceof Cancelled) return end(running, 'interrupted', null);
  // A journal that cannot be written takes no ending either: the first error is the one that counts.
  await end(running, 'failed', error instanceof OperatorError ? error.trouble.what : null).catch(() => undefined);
  throw error;
}

async function end<P>(running: Running<P>, result: Result, reason: Text | null): Promise<void> {
  if (!running.options.signal.aborted) await settleSeen(running);
  const untouched = !running.state.phases.some((phase) =>
    phase.steps.some((step) => step.attempts.some((attempt) => attempt.deeds.length > 0)),
  );
  if (running.state.lockHeld && (result === 'done' || untouched)) await running.releaseLock();
  await running.record({ type: 'run-ended', result, reason: reason ?? owedReason(running.state) });
}

function owedReason(state: RunState): Text | null {
  const owed = openDebts(state).map(({ debt }) => debt.id);
  if (owed.length === 0) return null;
  return text(`still owed: ${owed.join(', ')}`, `尚未还原：${owed.join('、')}`);
}

function lockedReason(holder: LockHolder): Text {
  return text(
    `the cluster is locked by ${holder.user}@${holder.host}, run ${holder.run}`,
    `集群已被 ${holder.user}@${holder.host} 的运行 ${holder.run} 锁定`,
  );
}

function brokenJournal(run: string, line: number, what: Text): OperatorError {
  return new OperatorError({
    code: 'journal-broken',
    kind: 'failed',
    what: text(`the journal of run ${run} is not whole at line ${line}`, `运行 ${run} 的日志在第 ${line} 行不完整`),
    why: what,
    next: [
      text(`belay report ${run}   shows what stands before that line`, `belay report ${run}   可查看该行之前的内容`),
      text('then look at the cluster itself before you go on with a new run', '然后先检查集群本身，再开始新的运行'),
    ],
  });
}
