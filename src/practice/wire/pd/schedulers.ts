import type { Json, JsonObject } from '../../../base/json.ts';
import { leaderVersion, schedulersRun } from '../../world/lookup.ts';
import type { SchedulerEntry } from '../../world/pd-state.ts';
import type { WorldState } from '../../world/state.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { bodyJson } from './body.ts';
import { inRandomOrder } from './order.ts';
import { PD_ACTOR, pdDone, pdJson, pdRefusal } from './replies.ts';

/** Empty until PD has heard of 80 % of the regions, whatever is persisted. */
export function getSchedulers({ state }: Exchange): Answer {
  return pdJson(schedulersRun(state) ? inRandomOrder(state, state.pd.schedulers).map(nameOf) : []);
}

/** POST /schedulers: store_id has to be a number. */
export function postScheduler({ state, request }: Exchange): Answer {
  const body = bodyJson(leaderVersion(state), request.body);
  if ('refused' in body) return body.refused;
  const input = body.value as JsonObject;
  if (typeof input.name !== 'string') return pdRefusal(400, 'missing scheduler name');
  const kind = KINDS.find((one) => one.name === input.name);
  if (kind === undefined) return pdRefusal(400, 'unknown scheduler');
  if (!kind.perStore) return added(state, { type: kind.type, args: null });
  return addedToStore(state, kind.type, input.store_id);
}

/** DELETE /schedulers/{name}: not found while schedulers do not run, whatever is persisted. */
export function deleteScheduler({ state }: Exchange, name: string): Answer {
  const entry = schedulersRun(state) ? state.pd.schedulers.find((one) => nameOf(one) === name) : undefined;
  if (entry === undefined) return pdRefusal(500, 'scheduler not found');
  return pdDone({ actor: PD_ACTOR, type: 'pd-scheduler-removed', scheduler: entry.type, args: entry.args });
}

const KINDS = [
  { name: 'balance-leader-scheduler', type: 'balance-leader', perStore: false },
  { name: 'balance-region-scheduler', type: 'balance-region', perStore: false },
  { name: 'balance-hot-region-scheduler', type: 'hot-region', perStore: false },
  { name: 'label-scheduler', type: 'label', perStore: false },
  { name: 'shuffle-leader-scheduler', type: 'shuffle-leader', perStore: false },
  { name: 'shuffle-region-scheduler', type: 'shuffle-region', perStore: false },
  { name: 'random-merge-scheduler', type: 'random-merge', perStore: false },
  { name: 'evict-leader-scheduler', type: 'evict-leader', perStore: true },
  { name: 'grant-leader-scheduler', type: 'grant-leader', perStore: true },
] as const;

function addedToStore(state: WorldState, type: string, id: Json | undefined): Answer {
  if (typeof id !== 'number') return pdRefusal(400, 'missing store id');
  const args = [String(id)];
  const same = state.pd.schedulers.find((one) => one.type === type && one.args?.join() === args.join());
  if (same !== undefined && schedulersRun(state)) return pdRefusal(500, 'scheduler existed');
  if (!state.stores.some((one) => one.id === id)) return pdRefusal(500, `store.block: store ${id} not found`);
  const blocked = state.pd.schedulers.some((one) => one.type !== type && isPerStore(one) && one.args?.[0] === args[0]);
  if (blocked) return pdRefusal(500, `store.block: store ${id} is blocked`);
  return pdDone({ actor: PD_ACTOR, type: 'pd-scheduler-added', scheduler: type, args });
}

function added(state: WorldState, entry: SchedulerEntry): Answer {
  const exists = schedulersRun(state) && state.pd.schedulers.some((one) => one.type === entry.type);
  if (exists) return pdRefusal(500, 'scheduler existed');
  return pdDone({ actor: PD_ACTOR, type: 'pd-scheduler-added', scheduler: entry.type, args: entry.args });
}

function isPerStore(entry: SchedulerEntry): boolean {
  return KINDS.some((kind) => kind.type === entry.type && kind.perStore);
}

function nameOf(entry: SchedulerEntry): string {
  const name = KINDS.find((kind) => kind.type === entry.type)?.name ?? `${entry.type}-scheduler`;
  return entry.args === null ? name : `${name}-${entry.args.join('-')}`;
}
