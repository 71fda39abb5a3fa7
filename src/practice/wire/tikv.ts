import { leaderCounts } from '../world/lookup.ts';
import { type Answer, answered, type Exchange } from './exchange.ts';

/** TiKV's status port: /status is 200 with nothing in it; other paths are 404. */
export function answerTikv({ state, component, request }: Exchange): Answer {
  if (request.method !== 'GET') return answered(404, '', null);
  if (request.path === '/status') return answered(200, '', null);
  if (request.path !== '/metrics') return answered(404, '', null);
  const store = state.stores.find((one) => one.component === component.id);
  const leaders = store === undefined ? 0 : (leaderCounts(state.stores, state.regions).get(store.id) ?? 0);
  const regions = state.regions.filter((region) => store !== undefined && region.peers.includes(store.id)).length;
  const lines = [
    '# HELP tikv_raftstore_region_count Number of regions collected in region_collector',
    '# TYPE tikv_raftstore_region_count gauge',
    `tikv_raftstore_region_count{type="leader"} ${leaders}`,
    `tikv_raftstore_region_count{type="region"} ${regions}`,
  ];
  return answered(200, `${lines.join('\n')}\n`, 'text/plain; version=0.0.4');
}

/** A metrics page of a component of which nothing more is asked than that it answers. */
export function plainMetrics(name: string): Answer {
  const lines = [`# TYPE ${name}_up gauge`, `${name}_up 1`];
  return answered(200, `${lines.join('\n')}\n`, 'text/plain; version=0.0.4; charset=utf-8');
}
