import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import type { PdStore } from '../ports/pd.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** All stores that PD knows, tombstones among them. */
export const storesProbe: Probe<ClusterPorts, readonly PdStore[]> = {
  id: 'stores',
  title: text('Stores', 'TiKV store 列表'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/stores', (pd) => pd.stores());
  },
};
