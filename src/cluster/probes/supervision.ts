import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import type { Supervision } from '../topology.ts';
import { seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** How the services are kept running: it decides which playbook rolls the update. */
export const supervisionProbe: Probe<ClusterPorts, Supervision> = {
  id: 'supervision',
  title: text('Process supervision', '进程守护方式'),
  shelfLifeMs: 60_000,
  needs: [topologyProbe],
  async read(_ports, facts) {
    const topology = facts.of(topologyProbe);
    return topology.known ? seen(topology.value.supervision, topology.source) : unseenFor(topology);
  },
};
