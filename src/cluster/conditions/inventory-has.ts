import { type Text, text } from '../../base/text.ts';
import type { Condition } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { topologyProbe } from '../probes/topology.ts';
import { type ComponentKind, componentsOf } from '../topology.ts';

/** The inventory has Drainers: they are in no rolling play. */
export const drainersThere = inventoryHas(
  'drainer',
  text('the inventory has drainer_servers', 'inventory 中有 drainer_servers'),
);

/** The inventory has a Spark master or workers. */
export const sparkThere = inventoryHas(
  'spark-master',
  text('the inventory has a spark_master', 'inventory 中有 spark_master'),
);

/** The inventory has monitoring. */
export const monitoringThere = inventoryHas(
  'prometheus',
  text('the inventory has monitoring_servers', 'inventory 中有 monitoring_servers'),
);

function inventoryHas(kind: ComponentKind, title: Text): Condition<ClusterPorts> {
  return {
    id: `inventory-has-${kind}`,
    title,
    needs: [topologyProbe],
    holds(facts) {
      const topology = facts.value(topologyProbe);
      return topology === undefined ? 'unknown' : componentsOf(topology, kind).length > 0;
    },
  };
}
