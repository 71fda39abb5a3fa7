/** Where the parts of the screen are, in columns and rows from the top left. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The parts of the screen for one size; what has no room is null. */
export type Layout =
  | { readonly kind: 'too-small'; readonly columns: number; readonly rows: number }
  | {
      readonly kind: 'narrow' | 'medium' | 'wide';
      readonly columns: number;
      readonly rows: number;
      readonly header: Region;
      /** One line at 80 columns, a column of its own from 100. */
      readonly checklist: Region;
      readonly step: Region;
      /** The cluster: two lines at the bottom of narrow screens, a column of its own on wide ones, else in the step. */
      readonly cluster: Region | null;
      readonly footer: Region;
    };

/** The smallest terminal that the wizard is drawn in. */
export const LEAST = { columns: 80, rows: 24 };

const CHECKLIST_WIDTH = 29;
const CLUSTER_WIDTH = 42;
const MEDIUM_FROM = 100;
const WIDE_FROM = 140;

/**
 * Lays the screen out. From 100 columns the checklist stands to the left, from 140 the cluster to the right; below that
 * the checklist folds to one line and the cluster to two. Every region lies inside the terminal and none overlap.
 */
export function layoutScreen(columns: number, rows: number, footerRows = 1): Layout {
  if (columns < LEAST.columns || rows < LEAST.rows) return { kind: 'too-small', columns, rows };
  const header = { left: 0, top: 0, width: columns, height: 1 };
  const footer = { left: 0, top: rows - footerRows, width: columns, height: footerRows };
  if (columns < MEDIUM_FROM) {
    const checklist = { left: 0, top: 1, width: columns, height: 1 };
    const cluster = { left: 0, top: rows - footerRows - 2, width: columns, height: 2 };
    const step = { left: 0, top: 2, width: columns, height: cluster.top - 2 };
    return { kind: 'narrow', columns, rows, header, checklist, step, cluster, footer };
  }
  const height = rows - 1 - footerRows;
  const clusterWidth = columns >= WIDE_FROM ? CLUSTER_WIDTH : 0;
  const checklistWidth = columns >= WIDE_FROM ? CHECKLIST_WIDTH + 5 : CHECKLIST_WIDTH;
  const checklist = { left: 0, top: 1, width: checklistWidth, height };
  const step = { left: checklistWidth, top: 1, width: columns - checklistWidth - clusterWidth, height };
  const cluster = clusterWidth > 0 ? { left: columns - clusterWidth, top: 1, width: clusterWidth, height } : null;
  return { kind: clusterWidth > 0 ? 'wide' : 'medium', columns, rows, header, checklist, step, cluster, footer };
}
