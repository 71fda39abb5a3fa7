import type { Json } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** max-replicas and location-labels as PD holds them. */
export const replicationConfigProbe: Probe<ClusterPorts, Readonly<Record<string, Json>>> = {
  id: 'replication-config',
  title: text('Replication configuration that PD holds', 'PD 当前的副本配置'),
  shelfLifeMs: 30_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/config/replicate', (pd) => pd.replication());
  },
};
