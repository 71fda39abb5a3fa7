import type { Instant } from '../base/duration.ts';
import type { Deed } from './deed.ts';
import type { PlannedPhase, PlannedStep } from './plan-types.ts';
import type { JournalRecord, TaskEvent } from './records.ts';
import {
  type AttemptState,
  type DeedState,
  type JobState,
  KEPT_LINES,
  type PhaseState,
  type RunState,
  type StepState,
} from './state.ts';

/** Tasks of a job that the state keeps. */
const KEPT_TASKS = 200;

/** The state after one more record. Pure; unknown types of later versions change nothing. */
export function reduce(state: RunState, record: JournalRecord): RunState {
  const next = apply(state, record);
  return {
    ...next,
    startedAt: state.length === 0 ? record.at : state.startedAt,
    lastAt: record.at,
    length: state.length + 1,
  };
}

function apply(state: RunState, { entry, at }: JournalRecord): RunState {
  switch (entry.type) {
    case 'run-opened': {
      const { run: id, runbook, title, cluster, control, versions, belay, profile, profilePath } = entry;
      return { ...state, run: { id, runbook, title, cluster, control, versions, belay, profile, profilePath } };
    }
    case 'session':
      return {
        ...state,
        auto: entry.auto || (entry.resumed && state.auto),
        given: new Map([...state.given, ...Object.entries(entry.answers)]),
        ended: null,
      };
    case 'lock':
      return { ...state, lockHeld: entry.what !== 'released' };
    case 'plan':
      return { ...state, phases: withPlan(state.phases, entry.phase) };
    case 'estimate':
      return { ...state, estimateMs: entry.totalMs };
    case 'versions': {
      const { from, to } = entry;
      return { ...state, run: state.run && { ...state.run, versions: { from, to } } };
    }
    case 'answer':
      return { ...state, answers: new Map([...state.answers, [entry.id, { answer: entry.answer, by: entry.by }]]) };
    case 'intent': {
      const opened = entry.opens.map((debt) => ({ debt, step: entry.step, openedAt: at, settled: null }));
      const reopened = new Set(entry.opens.map((debt) => debt.id));
      const kept = state.debts.filter(({ debt, settled }) => !(reopened.has(debt.id) && settled));
      const known = new Set(kept.map(({ debt }) => debt.id));
      const debts = [...kept, ...opened.filter(({ debt }) => !known.has(debt.id))];
      return inStep({ ...state, debts }, entry.step, (step) => withIntent(step, entry.attempt, entry.deed, at));
    }
    case 'debt-settled':
      return {
        ...state,
        debts: state.debts.map((debt) =>
          debt.debt.id === entry.debt && !debt.settled
            ? { ...debt, settled: { at, evidence: entry.evidence, by: entry.by } }
            : debt,
        ),
      };
    case 'phase-ended':
      return {
        ...state,
        phases: state.phases.map((phase) =>
          phase.id === entry.phase ? { ...phase, result: entry.result, endedAt: at } : phase,
        ),
      };
    case 'run-ended':
      return { ...state, current: null, ended: { result: entry.result, reason: entry.reason } };
    case 'step-started':
      return inStep(startPhaseOf({ ...state, current: entry.step }, entry.step, at), entry.step, (step) => ({
        ...step,
        running: true,
        result: 'pending',
        trouble: null,
        reason: null,
        startedAt: step.startedAt ?? at,
        endedAt: null,
        attempts: Array.from({ length: entry.attempt + 1 }, (_, n) => step.attempts[n] ?? { gate: null, deeds: [] }),
      }));
    case 'step-ended':
      return inStep({ ...state, current: null }, entry.step, (step) => ({
        ...step,
        running: false,
        result: entry.result,
        reason: entry.reason,
        trouble: entry.trouble,
        by: entry.by,
        endedAt: at,
      }));
    case 'checked':
      return inStep(state, entry.step, (step) => ({ ...step, findings: entry.findings }));
    case 'gate': {
      const { passed, digest, by } = entry;
      return inStep(state, entry.step, (step) =>
        lastAttempt(step, (attempt) => ({ ...attempt, gate: { passed, digest, by, at } })),
      );
    }
    case 'outcome':
      return inStep(state, entry.step, (step) =>
        inDeed(step, entry.attempt, entry.deed, (deed) => ({ ...deed, outcome: entry.outcome, endedAt: at })),
      );
    case 'found':
      return inStep(state, entry.step, (step) =>
        inDeed(step, entry.attempt, entry.deed, (deed) => ({
          ...deed,
          look: entry.look,
          ...(entry.taken === 'done' ? { outcome: { ok: true, code: null, said: '' }, endedAt: at } : {}),
        })),
      );
    case 'verified':
      return inStep(state, entry.step, (step) => ({ ...step, evidence: entry.evidence }));
    case 'looked':
      return inStep(state, entry.step, (step) => ({ ...step, evidence: entry.evidence }));
    case 'view':
      return inStep(state, entry.step, (step) => ({ ...step, view: entry.view }));
    case 'live':
      return { ...state, live: entry.view };
    case 'log':
      return inStep(state, entry.step, (step) =>
        inJob(step, entry.job, (job) => withLines(job, entry.from, entry.lines)),
      );
    case 'task':
      return inStep(state, entry.step, (step) =>
        inJob(step, entry.job, (job) => withTask(job, entry.seq, entry.event)),
      );
    default:
      return state;
  }
}

function withPlan(phases: readonly PhaseState[], planned: PlannedPhase): readonly PhaseState[] {
  const old = phases.find((phase) => phase.id === planned.id);
  const steps = planned.steps.map((step): StepState => {
    const known = old?.steps.find((candidate) => candidate.id === step.id);
    return known ? { ...known, planned: step } : freshStep(step);
  });
  const phase: PhaseState = old
    ? { ...old, title: planned.title, why: planned.why, steps }
    : {
        id: planned.id,
        title: planned.title,
        why: planned.why,
        result: 'pending',
        steps,
        startedAt: null,
        endedAt: null,
      };
  return old ? phases.map((candidate) => (candidate === old ? phase : candidate)) : [...phases, phase];
}

function freshStep(planned: PlannedStep): StepState {
  return {
    planned,
    id: planned.id,
    running: false,
    result: 'pending',
    reason: null,
    by: null,
    trouble: null,
    attempts: [],
    findings: [],
    evidence: null,
    view: null,
    jobs: [],
    startedAt: null,
    endedAt: null,
  };
}

function inStep(state: RunState, id: string, change: (step: StepState) => StepState): RunState {
  return {
    ...state,
    phases: state.phases.map((phase) =>
      phase.steps.some((step) => step.id === id)
        ? { ...phase, steps: phase.steps.map((step) => (step.id === id ? change(step) : step)) }
        : phase,
    ),
  };
}

function startPhaseOf(state: RunState, stepId: string, at: Instant): RunState {
  const starts = (phase: PhaseState) => phase.startedAt === null && phase.steps.some((step) => step.id === stepId);
  return { ...state, phases: state.phases.map((phase) => (starts(phase) ? { ...phase, startedAt: at } : phase)) };
}

function lastAttempt(step: StepState, change: (attempt: AttemptState) => AttemptState): StepState {
  const last = step.attempts.length - 1;
  return { ...step, attempts: step.attempts.map((attempt, n) => (n === last ? change(attempt) : attempt)) };
}

function withIntent(step: StepState, attempt: number, deed: Deed, at: Instant): StepState {
  const fresh: DeedState = { deed, intendedAt: at, outcome: null, endedAt: null, look: null };
  return {
    ...step,
    attempts: step.attempts.map((candidate, n) =>
      n === attempt
        ? { ...candidate, deeds: [...candidate.deeds.filter((other) => other.deed.id !== deed.id), fresh] }
        : candidate,
    ),
  };
}

function inDeed(step: StepState, attempt: number, id: string, change: (deed: DeedState) => DeedState): StepState {
  return {
    ...step,
    attempts: step.attempts.map((candidate, n) =>
      n === attempt
        ? { ...candidate, deeds: candidate.deeds.map((deed) => (deed.deed.id === id ? change(deed) : deed)) }
        : candidate,
    ),
  };
}

function inJob(step: StepState, job: string, change: (job: JobState) => JobState): StepState {
  const known = step.jobs.find((candidate) => candidate.job === job);
  if (known) return { ...step, jobs: step.jobs.map((candidate) => (candidate === known ? change(known) : candidate)) };
  return { ...step, jobs: [...step.jobs, change({ job, lineCount: 0, tail: [], tasks: [], taskCount: 0 })] };
}

function withLines(job: JobState, from: number, lines: readonly string[]): JobState {
  const fresh = lines.slice(Math.max(0, job.lineCount - from));
  const missed = from > job.lineCount;
  return {
    ...job,
    lineCount: Math.max(job.lineCount, from + lines.length),
    tail: (missed ? [...lines] : [...job.tail, ...fresh]).slice(-KEPT_LINES),
  };
}

function withTask(job: JobState, seq: number, event: TaskEvent): JobState {
  if (seq < job.taskCount) return job;
  return { ...job, taskCount: seq + 1, tasks: [...job.tasks, event].slice(-KEPT_TASKS) };
}
