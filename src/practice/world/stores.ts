import type { Millis } from '../../base/duration.ts';
import { withReadiness } from './leadership.ts';
import { componentOf, isListening, ledBy } from './lookup.ts';
import type { Heard } from './pd-state.ts';
import { recorded } from './record.ts';
import type { Store, WorldState } from './state.ts';

/** One tick: a TiKV that has just begun to listen reports to PD with its version, its labels and its regions. */
export function storesTick(state: WorldState): WorldState {
  if (ledBy(state) === null) return state;
  return state.stores.reduce((world, store) => (isNews(world, store) ? registered(world, store) : world), state);
}

/** From a store's first heartbeat to those of all its regions. */
const COUNTED_AFTER_MS: Millis = 1_200;

function isNews(state: WorldState, store: Store): boolean {
  const component = componentOf(state, store.component);
  if (!isListening(component, state.now) || component.process.state !== 'running') return false;
  const heard = ledBy(state)?.heard.find((one) => one.store === store.id);
  return component.process.since !== store.startedAt || heard === undefined || heard.upAt === null;
}

function registered(state: WorldState, store: Store): WorldState {
  const { process, disk } = componentOf(state, store.component);
  const led = ledBy(state);
  if (process.state !== 'running' || led === null) return state;
  const { version, since } = process;
  const stores = state.stores.map((one) =>
    one.id === store.id ? { ...one, version, labels: disk.labels, startedAt: since } : one,
  );
  const fresh: Heard = { store: store.id, upAt: state.now, countedAt: state.now + COUNTED_AFTER_MS };
  const heard = [...led.heard.filter((one) => one.store !== store.id), fresh];
  const pd = { ...state.pd, clusterVersion: lowest(stores), leadership: { ...led, heard } };
  const next = withReadiness({ ...state, stores, pd });
  const restarted = since !== store.startedAt;
  const detail = { store: store.id, component: store.component, version };
  return restarted ? recorded(next, { actor: 'world', kind: 'store-up', detail }) : next;
}

/** The cluster's version is that of its oldest store. */
function lowest(stores: readonly Store[]): string {
  const living = stores.filter((store) => store.state !== 'Tombstone').map((store) => store.version);
  return living.reduce((least, version) => (isOlder(version, least) ? version : least), living[0] ?? '0.0.0');
}

function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (const [index, part] of (left ?? []).entries()) {
    const other = right?.[index] ?? 0;
    if (part !== other) return part < other;
  }
  return false;
}
