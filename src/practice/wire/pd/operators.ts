import { evictedStores, leaderVersion, scheduleNumber, schedulersRun } from '../../world/lookup.ts';
import { isMergeable, mergeAllowed } from '../../world/merging.ts';
import { isThree } from '../../world/schedule-defaults.ts';
import type { Region, WorldState } from '../../world/state.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { goTimeLong } from '../go-values.ts';
import { isHeard } from './heard.ts';
import { pdJson, pdRefusal } from './replies.ts';

/** What PD is about to do, as strings: at most as many as the limits allow. */
export function getOperators({ state, request }: Exchange): Answer {
  const kinds = request.query.getAll('kind');
  const unknown = kinds.find((kind) => !['admin', 'leader', 'region', 'waiting'].includes(kind));
  if (unknown !== undefined) return pdRefusal(500, `unknown kind: ${unknown}`);
  const leader = kinds.length === 0 || kinds.includes('leader') ? evictions(state) : [];
  const region = kinds.length === 0 || kinds.includes('region') ? merges(state) : [];
  return pdJson([...leader, ...region]);
}

function evictions(state: WorldState): readonly string[] {
  if (!schedulersRun(state)) return [];
  const evicted = evictedStores(state);
  const leaving = state.regions.filter((region) => evicted.includes(region.leader) && isHeard(state, region));
  return leaving.slice(0, scheduleNumber(state, 'leader-schedule-limit')).flatMap((region) => {
    const to = region.peers.find((peer) => peer !== region.leader && !evicted.includes(peer));
    const step = `transfer leader from store ${region.leader} to store ${to}`;
    return to === undefined ? [] : [operator(state, region, { name: 'evict-leader', kind: 'leader', step })];
  });
}

function merges(state: WorldState): readonly string[] {
  const limit = scheduleNumber(state, 'merge-schedule-limit');
  if (limit === 0 || !mergeAllowed(state)) return [];
  const small = state.regions.slice(0, -1).filter((region) => isMergeable(state, region));
  return small.slice(0, limit).map((region) => {
    const target = state.regions[state.regions.indexOf(region) + 1] ?? region;
    const step = `merge region ${region.id} into region ${target.id}`;
    return operator(state, region, { name: 'merge-region', kind: 'merge', step });
  });
}

function operator(
  state: WorldState,
  region: Region,
  what: { readonly name: string; readonly kind: string; readonly step: string },
): string {
  const at = `${goTimeLong(state.now)} m=+${(state.ticks / 10).toFixed(9)}`;
  const started = isThree(leaderVersion(state)) ? `startAt:${at}, ` : '';
  const { name, kind, step } = what;
  return `${name} (kind:${kind}, region:${region.id}(${region.version},1), createAt:${at}, ${started}currentStep:0, steps:[${step}]) `;
}
