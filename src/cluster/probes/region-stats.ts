import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** How many regions there are; null: not told. */
export interface RegionStats {
  readonly count: number | null;
  readonly empty: number | null;
}

/** Count of regions and of empty ones; null is not told. After a PD restart the empty ones are not to be trusted. */
export const regionStatsProbe: Probe<ClusterPorts, RegionStats> = {
  id: 'region-stats',
  title: text('Regions', 'Region 数量'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/stats/region', (pd) => pd.regionStats());
  },
};
