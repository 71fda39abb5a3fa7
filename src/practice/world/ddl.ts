import type { DdlJob } from './ddl-state.ts';
import type { WorldEvent } from './events.ts';
import { componentOf, componentsOf, isListening } from './lookup.ts';
import { recorded } from './record.ts';
import type { WorldState } from './state.ts';

/** A new job at the end of the queue. */
export function ddlSubmitted(state: WorldState, event: Extract<WorldEvent, { type: 'ddl-submitted' }>): WorldState {
  const job: DdlJob = {
    id: state.ddl.nextJobId,
    db: event.db,
    table: event.table,
    type: event.job,
    query: event.query,
    lastsMs: event.lastsMs,
    state: 'queueing',
    rowCount: 0,
    submittedAt: state.now,
    startedAt: null,
    endedAt: null,
  };
  const ddl = { ...state.ddl, nextJobId: job.id + 1, jobs: [...state.ddl.jobs, job] };
  return recorded(ddlTick({ ...state, ddl }), {
    actor: event.actor,
    kind: event.type,
    detail: { job: job.id, query: job.query },
  });
}

/** ADMIN CANCEL DDL JOBS: the job ends where it is, running or queued. */
export function ddlCancelled(state: WorldState, event: Extract<WorldEvent, { type: 'ddl-cancelled' }>): WorldState {
  const job = state.ddl.jobs.find((one) => one.id === event.job);
  const effect = job === undefined ? 'no such job' : 'cancelled';
  const next = job === undefined ? state : finished(state, job, 'cancelled');
  return recorded(next, { actor: event.actor, kind: event.type, detail: { job: event.job, effect } });
}

/** The named TiDB gives ownership up; another one that answers takes it, or the same one again when it is alone. */
export function ddlOwnerResigned(
  state: WorldState,
  event: Extract<WorldEvent, { type: 'ddl-owner-resigned' }>,
): WorldState {
  const others = componentsOf(state, 'tidb').filter((one) => one.id !== event.component && isListening(one, state.now));
  const mine = state.ddl.owner === event.component;
  const owner = mine ? (others[0]?.id ?? event.component) : state.ddl.owner;
  const detail = { component: event.component, effect: mine ? 'resigned' : 'not the owner', owner };
  return recorded({ ...state, ddl: { ...state.ddl, owner } }, { actor: event.actor, kind: event.type, detail });
}

/** One tick: somebody owns DDL, one job runs at a time, a job that has lasted its time is done. */
export function ddlTick(state: WorldState): WorldState {
  const owned = withOwner(state);
  const head = owned.ddl.jobs[0];
  if (head === undefined || owned.ddl.owner === null) return owned;
  if (head.startedAt === null) {
    const running: DdlJob = { ...head, state: 'running', startedAt: owned.now };
    return { ...owned, ddl: { ...owned.ddl, jobs: [running, ...owned.ddl.jobs.slice(1)] } };
  }
  const isDone = head.lastsMs !== null && owned.now >= head.startedAt + head.lastsMs;
  return isDone ? finished(owned, head, 'synced') : owned;
}

function withOwner(state: WorldState): WorldState {
  const { owner } = state.ddl;
  if (owner !== null && componentOf(state, owner).process.state === 'running') return state;
  const next = componentsOf(state, 'tidb').find((one) => isListening(one, state.now))?.id ?? null;
  return next === owner ? state : { ...state, ddl: { ...state.ddl, owner: next } };
}

function finished(state: WorldState, job: DdlJob, how: 'synced' | 'cancelled'): WorldState {
  const ended: DdlJob = { ...job, state: how, endedAt: state.now };
  const jobs = state.ddl.jobs.filter((one) => one.id !== job.id);
  return { ...state, ddl: { ...state.ddl, jobs, finished: [ended, ...state.ddl.finished] } };
}
