import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** Names of the schedulers. An empty list means that PD has not loaded them yet (it was restarted), never that there are none. */
export const schedulersProbe: Probe<ClusterPorts, readonly string[]> = {
  id: 'schedulers',
  title: text('Schedulers', '调度器'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/schedulers', (pd) => pd.schedulers());
  },
};
