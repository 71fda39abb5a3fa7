import type { Instant } from '../../../base/duration.ts';
import { componentOf, isListening, leaderVersion, ledBy, scheduleDuration } from '../../world/lookup.ts';
import type { Heard } from '../../world/pd-state.ts';
import { isThree } from '../../world/schedule-defaults.ts';
import type { Region, Store, WorldState } from '../../world/state.ts';
import type { Answer, Exchange } from '../exchange.ts';
import type { GoValue } from '../go-json.ts';
import { goDuration, goTime, pdBytes } from '../go-values.ts';
import { isHeard } from './heard.ts';
import { inRandomOrder } from './order.ts';
import { PD_ACTOR, pdCodedError, pdDone, pdJson, pdRefusal } from './replies.ts';

/** GET /stores[?state=]: Tombstones only when asked for. */
export function getStores({ state, request }: Exchange): Answer {
  const wanted = request.query.getAll('state');
  const bad = wanted.find((value) => !/^\d+$/.test(value));
  if (bad !== undefined) return pdRefusal(500, `strconv.Atoi: parsing ${JSON.stringify(bad)}: invalid syntax`);
  const states = wanted.map((value) => STATES[Number(value)]);
  const chosen = state.stores.filter((one) =>
    states.length === 0 ? one.state !== 'Tombstone' : states.includes(one.state),
  );
  const stores = inRandomOrder(state, chosen).map((one) => storeJson(state, one));
  return pdJson({ count: stores.length, stores });
}

/** GET /store/{id}. */
export function getStore({ state }: Exchange, id: string): Answer {
  if (!/^\d+$/.test(id)) return badId(state, id);
  const store = state.stores.find((one) => one.id === Number(id));
  return store === undefined ? pdRefusal(500, `invalid store ID ${id}, not found`) : pdJson(storeJson(state, store));
}

/** DELETE /store/{id}: the store goes Offline. */
export function deleteStore({ state }: Exchange, id: string): Answer {
  if (!/^\d+$/.test(id)) return badId(state, id);
  if (!state.stores.some((one) => one.id === Number(id))) {
    const operation = 'store.remove';
    const msg = `${operation}: store ${id} not found`;
    return pdCodedError({ version: leaderVersion(state), status: 404, code: 'missing', msg, operation });
  }
  return pdDone({ actor: PD_ACTOR, type: 'store-state-set', store: Number(id), state: 'Offline' });
}

/** POST /store/{id}/state?state=. */
export function postStoreState({ state, request }: Exchange, id: string): Answer {
  if (!/^\d+$/.test(id)) return badId(state, id);
  const wanted = request.query.get('state') ?? '';
  const next = STATES.find((one) => one === wanted);
  if (next === undefined) return pdRefusal(500, `invalid state ${wanted}`);
  if (!state.stores.some((one) => one.id === Number(id))) return pdRefusal(500, `store.load: store ${id} not found`);
  return pdDone({ actor: PD_ACTOR, type: 'store-state-set', store: Number(id), state: next });
}

/** What PD calls the store's state now: Up, Disconnected after 20 s of silence, Down after max-store-down-time. */
export function stateName(state: WorldState, store: Store): string {
  if (store.state !== 'Up') return store.state;
  const last = lastHeartbeat(state, store);
  if (last === null || state.now - last > scheduleDuration(state, 'max-store-down-time')) return 'Down';
  return state.now - last > DISCONNECTED_MS && !isAlive(state, store) ? 'Disconnected' : 'Up';
}

const STATES = ['Up', 'Offline', 'Tombstone'] as const;
const DISCONNECTED_MS = 20_000;
const HEARTBEAT_MS = 10_000;

function badId(state: WorldState, id: string): Answer {
  const msg = `strconv.ParseUint: parsing ${JSON.stringify(id)}: invalid syntax`;
  return pdCodedError({ version: leaderVersion(state), status: 400, code: 'input', msg });
}

function storeJson(state: WorldState, store: Store): GoValue {
  const labels = Object.entries(store.labels).map(([key, value]) => ({ key, value }));
  const index = STATES.indexOf(store.state);
  return {
    store: {
      id: store.id,
      address: store.address,
      state: index === 0 ? undefined : index,
      labels: labels.length === 0 ? undefined : labels,
      version: store.version,
      state_name: stateName(state, store),
    },
    status: statusJson(state, store),
  };
}

function statusJson(state: WorldState, store: Store): GoValue {
  const last = lastHeartbeat(state, store);
  if (last === null) return { leader_weight: 1, region_weight: 1, start_ts: goTime(0) };
  const known = state.regions.filter((region) => isHeard(state, region));
  const leads = known.filter((region) => region.leader === store.id);
  const leaderSize = sizeOf(leads);
  const regionSize = sizeOf(known.filter((region) => region.peers.includes(store.id)));
  const host = state.hosts.find((one) => one.ip === componentOf(state, store.component).host);
  const style = isThree(leaderVersion(state)) ? '3.0' : '2.1';
  return {
    capacity: pdBytes(host?.diskBytes ?? 0, style),
    available: pdBytes(host?.diskFreeBytes ?? 0, style),
    leader_count: nonZero(leads.length),
    leader_weight: 1,
    leader_score: nonZero(leaderSize),
    leader_size: nonZero(leaderSize),
    region_count: nonZero(state.regions.filter((region) => region.peers.includes(store.id)).length),
    region_weight: 1,
    region_score: nonZero(regionSize),
    region_size: nonZero(regionSize),
    start_ts: goTime(Math.floor(store.startedAt / 1000) * 1000),
    last_heartbeat_ts: goTime(last),
    uptime: last > store.startedAt ? goDuration(last - store.startedAt) : undefined,
  };
}

/** When the leading PD last heard of the store; null: not since it leads. */
function lastHeartbeat(state: WorldState, store: Store): Instant | null {
  const led = ledBy(state);
  const heard: Heard | undefined = led?.heard.find((one) => one.store === store.id);
  if (heard?.upAt == null || heard.upAt > state.now) return null;
  const { process } = componentOf(state, store.component);
  if (process.state === 'stopped') return Math.max(heard.upAt, process.since);
  const from = Math.max(heard.upAt, process.listensAt ?? process.since);
  if (!isAlive(state, store)) return Math.max(heard.upAt, process.since);
  return from + Math.floor(Math.max(0, state.now - from) / HEARTBEAT_MS) * HEARTBEAT_MS;
}

function isAlive(state: WorldState, store: Store): boolean {
  return isListening(componentOf(state, store.component), state.now);
}

function sizeOf(regions: readonly Region[]): number {
  return regions.reduce((sum, region) => sum + region.sizeMiB, 0);
}

function nonZero(value: number): number | undefined {
  return value === 0 ? undefined : value;
}
