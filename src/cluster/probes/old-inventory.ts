import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { Inventory } from '../../formats/inventory/inventory.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { inventoryOf } from './inventory-of.ts';
import { oldTreeProbe } from './old-tree.ts';

/** inventory.ini of the profile's oldTree, as Ansible reads it. */
export const oldInventoryProbe: Probe<ClusterPorts, Inventory> = {
  id: 'old-inventory',
  title: text('Inventory of the tree in use', '现用目录的 inventory.ini'),
  shelfLifeMs: 60_000,
  needs: [oldTreeProbe],
  async read(_ports, facts) {
    return inventoryOf(facts.of(oldTreeProbe));
  },
};
