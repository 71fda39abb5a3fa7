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
      /** The cluster: a column of its own on wide screens, a box below the step on high ones, else two lines. */
      readonly cluster: Region & { readonly form: 'column' | 'box' | 'lines' };
      readonly footer: Region;
    };

/** The smallest terminal that the wizard is drawn in. */
export const LEAST = { columns: 80, rows: 24 };

const CHECKLIST_WIDTH = 29;
const WIDER_CHECKLIST_WIDTH = 34;
const CLUSTER_WIDTH = 46;
const CLUSTER_HEIGHT = 8;
const MEDIUM_FROM = 100;
const WIDER_FROM = 120;
const WIDE_FROM = 150;
const HIGH_FROM = 34;

/**
 * Lays the screen out. From 100 columns the checklist stands to the left, below that it folds to one line. The cluster
 * stands to the right from 150 columns, below the step from 34 rows, and folds to two lines elsewhere. Every region lies
 * inside the terminal and none overlap.
 * @param whole the step takes all columns, as on a narrow screen.
 */
export function layoutScreen(columns: number, rows: number, whole = false): Layout {
  if (columns < LEAST.columns || rows < LEAST.rows) return { kind: 'too-small', columns, rows };
  const kind = whole || columns < MEDIUM_FROM ? 'narrow' : columns < WIDE_FROM ? 'medium' : 'wide';
  const header = { left: 0, top: 0, width: columns, height: 1 };
  const footer = { left: 0, top: rows - 1, width: columns, height: 1 };
  const height = rows - 2;
  if (kind === 'narrow') {
    const checklist = { left: 0, top: 1, width: columns, height: 1 };
    return {
      kind,
      columns,
      rows,
      header,
      footer,
      checklist,
      ...clusterBelow({ left: 0, top: 2, width: columns, height: height - 1 }, 2),
    };
  }
  const width = columns < WIDER_FROM ? CHECKLIST_WIDTH : WIDER_CHECKLIST_WIDTH;
  const checklist = { left: 0, top: 1, width, height };
  const rest = { left: width, top: 1, width: columns - width, height };
  if (kind === 'medium') {
    const below = clusterBelow(rest, rows >= HIGH_FROM ? CLUSTER_HEIGHT : 2);
    return { kind, columns, rows, header, footer, checklist, ...below };
  }
  const step = { ...rest, width: rest.width - CLUSTER_WIDTH };
  const cluster = { ...rest, left: columns - CLUSTER_WIDTH, width: CLUSTER_WIDTH, form: 'column' as const };
  return { kind, columns, rows, header, footer, checklist, step, cluster };
}

function clusterBelow(room: Region, rows: number) {
  const step = { ...room, height: room.height - rows };
  const form: 'lines' | 'box' = rows > 2 ? 'box' : 'lines';
  return { step, cluster: { ...room, top: room.top + step.height, height: rows, form } };
}
