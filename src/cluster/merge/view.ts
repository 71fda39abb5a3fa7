import type { MergeView } from '../../engine/view.ts';
import type { MergeResult } from './types.ts';

/** What a merge shows: side by side, what is settled, and what is for the operator. */
export function mergeView({ base, rows, findings, files }: MergeResult): MergeView {
  return { kind: 'merge', base, rows, findings, files };
}
