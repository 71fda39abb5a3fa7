import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** How many regions want something; null: this PD does not tell. */
export interface RegionHealth {
  /** Regions with too few replicas. */
  readonly missing: number | null;
  /** Regions with a replica that is down. */
  readonly down: number | null;
  /** Regions with a replica that lags behind. */
  readonly pending: number | null;
}

/** Counts of /regions/check/{miss,down,pending}-peer, which 2.1 and 3.0 both know. */
export const regionHealthProbe: Probe<ClusterPorts, RegionHealth> = {
  id: 'region-health',
  title: text('Health of the regions', 'Region 健康状况'),
  shelfLifeMs: 30_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/regions/check/{miss,down,pending}-peer', async (pd) => ({
      missing: await pd.regionsCheck('miss-peer'),
      down: await pd.regionsCheck('down-peer'),
      pending: await pd.regionsCheck('pending-peer'),
    }));
  },
};
