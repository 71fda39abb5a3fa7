import type { MergeFinding, MergeRow } from '../../../engine/view.ts';
import type { Inventory } from '../../../formats/inventory/inventory.ts';
import type { Topology } from '../../topology.ts';
import type { GroupVariables } from '../../tree-variables.ts';
import type { ReadTree } from '../merge-keys.ts';
import type { StatusPortProposal } from '../status-ports.ts';

/** The merged whole, as findings look at it. */
export interface MergedWhole {
  readonly inventory: Inventory;
  readonly groupVars: GroupVariables;
  readonly topology: Topology;
  readonly files: ReadTree;
  readonly rows: readonly MergeRow[];
  /** Status ports still to be confirmed. */
  readonly proposals: readonly StatusPortProposal[];
}

/** One kind of finding over the merged whole. */
export type Finder = (whole: MergedWhole) => readonly MergeFinding[];
