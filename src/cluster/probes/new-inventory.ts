import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { Inventory } from '../../formats/inventory/inventory.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { inventoryOf } from './inventory-of.ts';
import { newTreeProbe } from './new-tree.ts';

/** inventory.ini of the profile's newTree, as Ansible reads it. */
export const newInventoryProbe: Probe<ClusterPorts, Inventory> = {
  id: 'new-inventory',
  title: text('Inventory of the new tree', '新目录的 inventory.ini'),
  shelfLifeMs: 10_000,
  needs: [newTreeProbe],
  async read(_ports, facts) {
    return inventoryOf(facts.of(newTreeProbe));
  },
};
