import type { JsonObject } from '../../base/json.ts';
import { ddlCancelled, ddlOwnerResigned, ddlSubmitted } from './ddl.ts';
import type { WorldEvent } from './events.ts';
import { ELECTION_MS, electionBegins } from './leadership.ts';
import { componentOf, componentsOf, isListening, ledBy, schedulersRun } from './lookup.ts';
import { recorded, withComponent } from './record.ts';
import { processEnded, serviceStarted, serviceStopped } from './services.ts';
import type { Component, WorldState } from './state.ts';

/**
 * The world after `event`, which happens at the world's now. Every event leaves an entry in the history; one that could
 * not take effect leaves only that.
 * @throws BugError for a component that the world does not have.
 */
export function applyEvent(state: WorldState, event: WorldEvent): WorldState {
  switch (event.type) {
    case 'service-start':
      return serviceStarted(state, event);
    case 'service-stop':
      return serviceStopped(state, event);
    case 'process-killed':
      return killed(state, event);
    case 'unit-written':
      return onDisk(state, event, (disk) => ({ ...disk, units: [...new Set([...disk.units, event.unit])] }));
    case 'unit-removed':
      return onDisk(state, event, (disk) => ({ ...disk, units: disk.units.filter((unit) => unit !== event.unit) }));
    case 'binary-replaced':
      return onDisk(state, event, (disk) => ({ ...disk, version: event.version }));
    case 'config-written':
      return onDisk(state, event, (disk) => ({
        ...disk,
        statusPort: event.statusPort === undefined ? disk.statusPort : event.statusPort,
        labels: event.labels ?? disk.labels,
      }));
    case 'pd-schedule-set':
      return noted({ ...state, pd: { ...state.pd, schedule: { ...state.pd.schedule, ...event.changes } } }, event);
    case 'pd-replication-set':
      return noted(
        { ...state, pd: { ...state.pd, replication: { ...state.pd.replication, ...event.changes } } },
        event,
      );
    case 'pd-scheduler-added':
      return schedulerAdded(state, event);
    case 'pd-scheduler-removed':
      return schedulerRemoved(state, event);
    case 'pd-leader-resigned':
      return handedOver(state, event, null);
    case 'pd-leader-transferred':
      return handedOver(state, event, event.to);
    case 'store-state-set': {
      const stores = state.stores.map((one) => (one.id === event.store ? { ...one, state: event.state } : one));
      return noted({ ...state, stores }, event);
    }
    case 'binlog-state-set': {
      const how = event.action === 'pause' ? 'paused' : 'closed';
      return processEnded(state, { actor: event.actor, kind: event.type, id: event.component, how });
    }
    case 'ddl-submitted':
      return ddlSubmitted(state, event);
    case 'ddl-cancelled':
      return ddlCancelled(state, event);
    case 'ddl-owner-resigned':
      return ddlOwnerResigned(state, event);
    case 'fault-set':
      return noted({ ...state, faults: [...state.faults, event.fault] }, event);
    case 'fault-cleared': {
      const { kind, component } = event;
      const faults = state.faults.filter(
        (fault) => fault.kind !== kind || (component !== null && 'component' in fault && fault.component !== component),
      );
      return noted({ ...state, faults }, event);
    }
    case 'noted':
      return recorded(state, { actor: event.actor, kind: event.kind, detail: event.detail });
  }
}

type Of<Type extends WorldEvent['type']> = Extract<WorldEvent, { type: Type }>;

function noted(state: WorldState, event: WorldEvent, more: JsonObject = {}): WorldState {
  const { actor, type, ...detail } = event;
  return recorded(state, { actor, kind: type, detail: { ...(detail as JsonObject), ...more } });
}

function killed(state: WorldState, event: Of<'process-killed'>): WorldState {
  const { process } = componentOf(state, event.component);
  if (process.state !== 'running') return noted(state, event, { effect: 'not running' });
  return processEnded(state, { actor: event.actor, kind: event.type, id: event.component, how: 'killed' });
}

function onDisk(
  state: WorldState,
  event: Of<'unit-written' | 'unit-removed' | 'binary-replaced' | 'config-written'>,
  change: (disk: Component['disk']) => Component['disk'],
): WorldState {
  const { id, disk } = componentOf(state, event.component);
  const before: JsonObject = event.type === 'binary-replaced' ? { from: disk.version } : {};
  return noted(
    withComponent(state, id, (one) => ({ ...one, disk: change(one.disk) })),
    event,
    before,
  );
}

/** What PD has persisted decides, also for a scheduler that does not run yet. */
function schedulerAdded(state: WorldState, event: Of<'pd-scheduler-added'>): WorldState {
  const { scheduler: type, args } = event;
  if (indexOfScheduler(state, event) >= 0) return noted(state, event, { effect: 'scheduler existed' });
  const schedulers = [...state.pd.schedulers, { type, args }];
  return noted({ ...state, pd: { ...state.pd, schedulers } }, event, { effect: 'added' });
}

/** While PD is not ready it knows none of its schedulers: removing answers "not found", and they come back. */
function schedulerRemoved(state: WorldState, event: Of<'pd-scheduler-removed'>): WorldState {
  const index = indexOfScheduler(state, event);
  if (index < 0 || !schedulersRun(state)) return noted(state, event, { effect: 'scheduler not found' });
  const schedulers = state.pd.schedulers.toSpliced(index, 1);
  return noted({ ...state, pd: { ...state.pd, schedulers } }, event, { effect: 'removed' });
}

function indexOfScheduler(state: WorldState, event: Of<'pd-scheduler-added' | 'pd-scheduler-removed'>): number {
  return state.pd.schedulers.findIndex(
    (one) => one.type === event.scheduler && (one.args ?? []).join() === (event.args ?? []).join(),
  );
}

function handedOver(
  state: WorldState,
  event: Of<'pd-leader-resigned' | 'pd-leader-transferred'>,
  next: string | null,
): WorldState {
  const led = ledBy(state);
  const able = componentsOf(state, 'pd').filter((one) => one.id !== led?.leader && isListening(one, state.now));
  if (led === null || (next === null ? able.length === 0 : !able.some((one) => one.id === next))) {
    return noted(state, event, { effect: next === led?.leader ? 'leads already' : 'no valid pd to transfer leader' });
  }
  const begun = electionBegins(state, { cause: 'resign', lastsMs: ELECTION_MS.resign, next });
  return noted(begun, event, { effect: 'resigned', from: led.leader });
}
