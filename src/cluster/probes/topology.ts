import { text } from '../../base/text.ts';
import type { Fact, Facts, Probe, Reading } from '../../engine/fact.ts';
import type { Inventory } from '../../formats/inventory/inventory.ts';
import { groupVariables } from '../group-variables.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readTopology } from '../read-topology.ts';
import { pdUrls, type Topology } from '../topology.ts';
import { newInventoryProbe } from './new-inventory.ts';
import { newTreeProbe } from './new-tree.ts';
import { oldInventoryProbe } from './old-inventory.ts';
import { oldTreeProbe } from './old-tree.ts';
import { fileSource, seen, unseenFor } from './reading.ts';
import type { TreeFiles } from './tree-files.ts';

/** The cluster as the tree in use describes it: what runs now. */
export const oldTopologyProbe: Probe<ClusterPorts, Topology> = {
  id: 'old-topology',
  title: text('The cluster, by the tree in use', '现用目录描述的集群'),
  shelfLifeMs: 60_000,
  needs: [oldTreeProbe, oldInventoryProbe],
  async read(_ports, facts) {
    return topologyOf(facts.of(oldTreeProbe), facts.of(oldInventoryProbe));
  },
};

/** The cluster as the new tree describes it: before the merge these are the sample hosts of its template. */
export const newTopologyProbe: Probe<ClusterPorts, Topology> = {
  id: 'new-topology',
  title: text('The cluster, by the new tree', '新目录描述的集群'),
  shelfLifeMs: 10_000,
  needs: [newTreeProbe, newInventoryProbe],
  async read(_ports, facts) {
    return topologyOf(facts.of(newTreeProbe), facts.of(newInventoryProbe));
  },
};

/**
 * The cluster as it is to be acted on: by the new tree from when its inventory names this cluster's own PDs (that is,
 * once it is merged), by the tree in use until then.
 */
export const topologyProbe: Probe<ClusterPorts, Topology> = {
  id: 'topology',
  title: text('The cluster', '集群拓扑'),
  shelfLifeMs: 10_000,
  needs: [oldTopologyProbe, newTopologyProbe],
  async read(_ports, facts) {
    const fact = effective(facts);
    return fact.known ? seen(fact.value, fact.source) : unseenFor(fact);
  },
};

function effective(facts: Facts<ClusterPorts>): Fact<Topology> {
  const before = facts.of(oldTopologyProbe);
  const after = facts.of(newTopologyProbe);
  if (!before.known || !after.known) return before;
  const wanted = new Set(pdUrls(before.value));
  return pdUrls(after.value).some((url) => wanted.has(url)) ? after : before;
}

function topologyOf(tree: Fact<TreeFiles>, inventory: Fact<Inventory>): Reading<Topology> {
  if (!tree.known) return unseenFor(tree);
  if (!inventory.known) return unseenFor(inventory);
  return seen(
    readTopology(inventory.value, groupVariables(tree.value.files)),
    fileSource('control', `${tree.value.root}/inventory.ini`),
  );
}
