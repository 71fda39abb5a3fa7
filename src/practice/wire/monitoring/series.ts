import type { Component, Sample, WorldState } from '../../world/state.ts';

/** One value of one series; the metric's name is the label `__name__`. */
export interface SeriesValue {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All series that the practice Prometheus has, as a scrape saw them. */
export function seriesAt(state: WorldState, sample: Sample): readonly SeriesValue[] {
  return [
    ...state.components.flatMap((component) => aliveness(component, sample)),
    ...clusterSeries(state, sample),
    ...state.stores.flatMap((store): readonly SeriesValue[] => {
      const leaders = sample.leaders[store.id] ?? 0;
      const labels = { address: store.address, store: String(store.id), namespace: 'global' };
      return [
        one('pd_scheduler_store_status', { ...labels, type: 'leader_count' }, leaders),
        one('tikv_raftstore_region_count', { instance: store.address, job: 'tikv', type: 'leader' }, leaders),
      ];
    }),
  ];
}

/** "10.0.0.14:20171": how Prometheus names a component, by the port that it serves clients on. */
export function instanceOf(component: Component): string {
  return `${component.host}:${component.port}`;
}

function aliveness(component: Component, sample: Sample): readonly SeriesValue[] {
  const instance = instanceOf(component);
  const { kind } = component;
  return [
    one('up', { instance, job: kind, group: kind }, sample.silent.includes(component.id) ? 0 : 1),
    one('probe_success', { instance, job: 'port_probe', group: kind }, sample.closed.includes(component.id) ? 0 : 1),
  ];
}

function clusterSeries(state: WorldState, sample: Sample): readonly SeriesValue[] {
  const leader = state.components.find((component) => component.kind === 'pd');
  const pd = { instance: leader === undefined ? '' : instanceOf(leader), job: 'pd' };
  const status = (type: string, value: number) => one('pd_cluster_status', { ...pd, namespace: 'global', type }, value);
  const regions = (type: string, value: number) => one('pd_regions_status', { ...pd, type }, value);
  return [
    status('leader_count', sample.regions),
    status('region_count', sample.regions * 3),
    status('store_up_count', state.stores.filter((store) => !sample.closed.includes(store.component)).length),
    regions('empty_region_count', sample.emptyRegions),
    regions('miss_peer_region_count', 0),
    regions('extra_peer_region_count', 0),
    regions('down_peer_region_count', 0),
    regions('pending_peer_region_count', 0),
    regions('offline_peer_region_count', 0),
  ];
}

function one(name: string, labels: Readonly<Record<string, string>>, value: number): SeriesValue {
  return { labels: { __name__: name, ...labels }, value };
}
