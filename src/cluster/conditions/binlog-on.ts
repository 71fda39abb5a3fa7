import { text } from '../../base/text.ts';
import type { Condition } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { topologyProbe } from '../probes/topology.ts';
import { componentsOf } from '../topology.ts';

/** Binlog is on: Pump rolls along with the cluster. */
export const binlogOn: Condition<ClusterPorts> = {
  id: 'binlog-on',
  title: text(
    'enable_binlog is on and the inventory has pump_servers',
    'enable_binlog 已开启且 inventory 中有 pump_servers',
  ),
  needs: [topologyProbe],
  holds(facts) {
    const topology = facts.value(topologyProbe);
    return topology === undefined ? 'unknown' : topology.binlog && componentsOf(topology, 'pump').length > 0;
  },
};
