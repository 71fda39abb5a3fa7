import { leaderVersion } from '../../world/lookup.ts';
import { isThree } from '../../world/schedule-defaults.ts';
import type { Region, WorldState } from '../../world/state.ts';
import { type Answer, type Exchange, notFound } from '../exchange.ts';
import type { GoValue } from '../go-json.ts';
import { isHeard } from './heard.ts';
import { inRandomOrder } from './order.ts';
import { pdJson, pdRefusal } from './replies.ts';
import { stateName } from './stores.ts';

/** GET /regions. */
export function getRegions({ state }: Exchange): Answer {
  return regionsJson(state, state.regions);
}

/** GET /region/id/{id}; null for one that is not there. */
export function getRegionById({ state }: Exchange, id: string): Answer {
  const region = state.regions.find((one) => one.id === Number(id));
  return pdJson(region === undefined ? null : regionJson(state, region));
}

/** GET /regions/store/{id}. */
export function getRegionsOfStore({ state }: Exchange, id: string): Answer {
  if (!/^\d+$/.test(id)) return pdRefusal(400, `strconv.Atoi: parsing ${JSON.stringify(id)}: invalid syntax`);
  return regionsJson(
    state,
    state.regions.filter((region) => region.peers.includes(Number(id))),
  );
}

/** /regions/check/{kind}: 2.1 knows neither empty-region nor offline-peer. */
export function getRegionsCheck({ state }: Exchange, kind: string): Answer {
  const find = CHECKS[kind];
  if (find === undefined || (find.since3 && !isThree(leaderVersion(state)))) return notFound();
  return regionsJson(state, find.of(state));
}

/** Regions that PD has loaded but not heard of yet count as empty. */
export function getStats({ state }: Exchange): Answer {
  const rows = state.stores.map((store) => ({ store, leads: [] as Region[], holds: [] as Region[] }));
  for (const region of state.regions) {
    const heard = isHeard(state, region);
    for (const row of rows) {
      if (region.peers.includes(row.store.id)) row.holds.push(heard ? region : { ...region, sizeMiB: 0, keys: 0 });
      if (heard && region.leader === row.store.id) row.leads.push(region);
    }
  }
  const heard = state.regions.filter((region) => isHeard(state, region));
  const per = (pick: 'leads' | 'holds', measure: (regions: readonly Region[]) => number) =>
    Object.fromEntries(
      rows.filter((row) => row[pick].length > 0).map((row) => [String(row.store.id), measure(row[pick])]),
    );
  return pdJson({
    count: state.regions.length,
    empty_count: emptyRegions(state).length,
    storage_size: sum(heard, 'sizeMiB'),
    storage_keys: sum(heard, 'keys'),
    store_leader_count: per('leads', (regions) => regions.length),
    store_peer_count: per('holds', (regions) => regions.length),
    store_leader_size: per('leads', (regions) => sum(regions, 'sizeMiB')),
    store_leader_keys: per('leads', (regions) => sum(regions, 'keys')),
    store_peer_size: per('holds', (regions) => sum(regions, 'sizeMiB')),
    store_peer_keys: per('holds', (regions) => sum(regions, 'keys')),
  });
}

const none = () => [];

const CHECKS: Readonly<Record<string, { readonly since3: boolean; of(state: WorldState): readonly Region[] }>> = {
  'miss-peer': { since3: false, of: none },
  'extra-peer': { since3: false, of: none },
  'pending-peer': { since3: false, of: none },
  'down-peer': { since3: false, of: (state) => withPeerOn(state, 'Down') },
  'offline-peer': { since3: true, of: (state) => withPeerOn(state, 'Offline') },
  'empty-region': { since3: true, of: (state) => emptyRegions(state) },
};

function withPeerOn(state: WorldState, name: string): readonly Region[] {
  const stores = state.stores.filter((store) => stateName(state, store) === name).map((store) => store.id);
  const known = state.regions.filter((region) => isHeard(state, region));
  return stores.length === 0 ? [] : known.filter((region) => region.peers.some((peer) => stores.includes(peer)));
}

/** Up to 1 MiB is empty. */
function emptyRegions(state: WorldState): readonly Region[] {
  return state.regions.filter((region) => region.sizeMiB <= 1 || !isHeard(state, region));
}

function sum(regions: readonly Region[], of: 'sizeMiB' | 'keys'): number {
  return regions.reduce((total, region) => total + region[of], 0);
}

function regionsJson(state: WorldState, regions: readonly Region[]): Answer {
  const next = endKeys(state);
  return pdJson({
    count: regions.length,
    regions: inRandomOrder(state, regions).map((region) => regionJson(state, region, next)),
  });
}

function regionJson(state: WorldState, region: Region, next = endKeys(state)): GoValue {
  const peers = region.peers.map((store, index) => ({ id: region.id - 3 + index, store_id: store }));
  const isKnown = isHeard(state, region);
  return {
    id: region.id,
    start_key: region.startKey,
    end_key: next.get(region.id) ?? '',
    epoch: { conf_ver: 1, version: region.version },
    peers,
    leader: isKnown ? peers.find((peer) => peer.store_id === region.leader) : undefined,
    approximate_size: isKnown ? region.sizeMiB : 0,
    approximate_keys: isKnown ? region.keys : 0,
  };
}

function endKeys(state: WorldState): ReadonlyMap<number, string> {
  return new Map(state.regions.map((region, index) => [region.id, state.regions[index + 1]?.startKey ?? '']));
}
