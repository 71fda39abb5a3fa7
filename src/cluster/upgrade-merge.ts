import type { Answers } from '../engine/answers.ts';
import { mergeTrees } from './merge/merge-trees.ts';
import type { MergeInput, MergeResult } from './merge/types.ts';

/** The part of the trees that one phase merges, in the order of the checklist (4.3, 4.4, 4.5). */
export type MergePart = 'inventory' | 'variables' | 'configuration';

/** The part that a path, a place (`path#key`) or a question's id belongs to. Ids without a path are questions of conf. */
export function partOf(place: string): MergePart {
  if (place.startsWith('inventory.ini')) return 'inventory';
  return place.startsWith('group_vars/') ? 'variables' : 'configuration';
}

/**
 * The merge of the trees as they were read, by the answers given so far. Planning, checks and views ask for it again
 * and again: the last result is kept.
 */
export class UpgradeMerge {
  readonly #trees: Omit<MergeInput, 'answers'>;
  #last: { readonly answers: string; readonly result: MergeResult } | null = null;

  constructor(trees: Omit<MergeInput, 'answers'>) {
    this.#trees = trees;
  }

  /** What the merge comes to with these answers. */
  by(answers: Answers): MergeResult {
    const key = JSON.stringify([...answers]);
    if (this.#last?.answers !== key) {
      this.#last = { answers: key, result: mergeTrees({ ...this.#trees, answers }) };
    }
    return this.#last.result;
  }
}
