import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** The lowest version among the TiKVs, as PD holds it; it moves only when the last store has restarted. */
export const clusterVersionProbe: Probe<ClusterPorts, string> = {
  id: 'cluster-version',
  title: text('Cluster version', '集群版本'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/config/cluster-version', (pd) => pd.clusterVersion());
  },
};
