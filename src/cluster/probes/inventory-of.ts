import { text } from '../../base/text.ts';
import type { Fact, Reading } from '../../engine/fact.ts';
import type { Inventory } from '../../formats/inventory/inventory.ts';
import { parseInventory } from '../../formats/inventory/parse.ts';
import { fileSource, seen, unseen, unseenFor } from './reading.ts';
import type { TreeFiles } from './tree-files.ts';

/** The inventory of a tree that was read; *not known* when Ansible would refuse it. */
export function inventoryOf(tree: Fact<TreeFiles>): Reading<Inventory> {
  if (!tree.known) return unseenFor(tree);
  const path = `${tree.value.root}/inventory.ini`;
  const parsed = parseInventory(tree.value.files.get('inventory.ini') ?? '');
  if ('inventory' in parsed) return seen(parsed.inventory, fileSource('control', path));
  const first = parsed.problems[0];
  return unseen(
    text(
      `Ansible cannot read it: line ${first?.line}: ${first?.what.en}`,
      `Ansible 无法读取：第 ${first?.line} 行：${first?.what.zh}`,
    ),
    fileSource('control', path),
  );
}
