import type { Instant, Millis } from '../../base/duration.ts';
import type { WorldEvent } from './events.ts';
import { ELECTION_MS, electionBegins } from './leadership.ts';
import { componentOf, ledBy } from './lookup.ts';
import { recorded, withComponent } from './record.ts';
import type { Component, ComponentKind, Process, WorldState } from './state.ts';

type StartEvent = Extract<WorldEvent, { type: 'service-start' }>;
type StopEvent = Extract<WorldEvent, { type: 'service-stop' }>;

/** From the start of a process to its open ports. */
const BOOT_MS: Readonly<Record<ComponentKind, Millis>> = {
  pd: 400,
  tikv: 2_500,
  tidb: 1_500,
  pump: 1_000,
  drainer: 1_000,
  prometheus: 2_000,
  grafana: 1_500,
  alertmanager: 500,
  pushgateway: 500,
};

/**
 * `systemctl start`: runs what is on disk now. Without the unit file, or while it runs already, nothing changes; under
 * another unit of the same process the port is in use and the new process ends.
 */
export function serviceStarted(state: WorldState, event: StartEvent): WorldState {
  const component = componentOf(state, event.component);
  const { process } = component;
  const note = (effect: string, more = {}) =>
    recorded(state, { actor: event.actor, kind: event.type, detail: { ...naming(event), effect, ...more } });
  if (!component.disk.units.includes(event.unit)) return note('no such unit');
  if (process.state === 'running') {
    return note(process.unit === event.unit ? 'already running' : 'address already in use', { runs: process.unit });
  }
  const broken = state.faults.find((fault) => fault.kind === 'exits-at-start' && fault.component === component.id);
  const next = broken === undefined ? startedProcess(state, component, event.unit) : exited(state.now);
  const started = withComponent(faultMet(state, broken), component.id, (one) => ({ ...one, process: next }));
  const effect = next.state === 'running' ? 'started' : 'exited';
  const statusPage = next.state === 'running' ? next.statusPage : 'none';
  const detail = { ...naming(event), effect, version: component.disk.version, statusPage };
  return recorded(started, { actor: event.actor, kind: event.type, detail });
}

/** A fault that happens so many times only is one time nearer to its end. */
function faultMet(state: WorldState, met: WorldState['faults'][number] | undefined): WorldState {
  if (met?.kind !== 'exits-at-start' || met.times === undefined) return state;
  const left = met.times - 1;
  const faults = state.faults.flatMap((fault) => (fault !== met ? [fault] : left > 0 ? [{ ...met, times: left }] : []));
  return { ...state, faults };
}

/** `systemctl stop`: only the unit under which the process runs can stop it. */
export function serviceStopped(state: WorldState, event: StopEvent): WorldState {
  const { process, disk } = componentOf(state, event.component);
  const note = (effect: string) =>
    recorded(state, { actor: event.actor, kind: event.type, detail: { ...naming(event), effect } });
  if (process.state !== 'running') return note(disk.units.includes(event.unit) ? 'not running' : 'no such unit');
  if (process.unit !== event.unit) return note(disk.units.includes(event.unit) ? 'not running' : 'no such unit');
  return processEnded(state, { actor: event.actor, kind: event.type, id: event.component, how: 'stopped' });
}

/** The process is gone; what that means for leadership is decided here, for region leaders by the ticks after it. */
export function processEnded(
  state: WorldState,
  what: {
    readonly actor: string;
    readonly kind: string;
    readonly id: string;
    readonly how: Extract<Process, { state: 'stopped' }>['how'];
  },
): WorldState {
  const { id, how } = what;
  const component = componentOf(state, id);
  const unit = component.process.state === 'running' ? component.process.unit : null;
  const ended = withComponent(state, id, (one) => ({ ...one, process: { state: 'stopped', since: state.now, how } }));
  const leaders = leadersOn(state, id);
  const detail = { component: id, unit, effect: how, ...(component.kind === 'tikv' ? { leaders } : {}) };
  const noted = recorded(ended, { actor: what.actor, kind: what.kind, detail });
  if (ledBy(state)?.leader === id) {
    const lastsMs = how === 'killed' ? ELECTION_MS.killed : ELECTION_MS.stopped;
    return electionBegins(noted, { cause: 'lost', lastsMs, next: null });
  }
  return state.ddl.owner === id ? { ...noted, ddl: { ...noted.ddl, owner: null } } : noted;
}

function startedProcess(state: WorldState, component: Component, unit: string): Process {
  const { now } = state;
  const deaf = state.faults.some((fault) => fault.kind === 'never-listens' && fault.component === component.id);
  const { version, statusPort } = component.disk;
  const statusPage = statusPort === null ? 'none' : portTaken(state, component, statusPort) ? 'collided' : 'served';
  const listensAt = deaf ? null : now + BOOT_MS[component.kind];
  return { state: 'running', version, statusPort, unit, since: now, listensAt, statusPage };
}

/** Two TiKV on one host with one status port: the first one has it, the second says nothing of it. */
function portTaken(state: WorldState, component: Component, statusPort: number): boolean {
  return state.components.some(
    ({ id, host, process }) =>
      id !== component.id &&
      host === component.host &&
      process.state === 'running' &&
      process.statusPage === 'served' &&
      process.statusPort === statusPort,
  );
}

function leadersOn(state: WorldState, component: string): number {
  const store = state.stores.find((one) => one.component === component);
  return store === undefined ? 0 : state.regions.filter((region) => region.leader === store.id).length;
}

function exited(since: Instant): Process {
  return { state: 'stopped', since, how: 'exited' };
}

function naming(event: StartEvent | StopEvent) {
  return { component: event.component, unit: event.unit };
}
