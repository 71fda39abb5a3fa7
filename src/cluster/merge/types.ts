import type { Text } from '../../base/text.ts';
import type { Answers, Question } from '../../engine/answers.ts';
import type { MergeFile, MergeFinding, MergeRow } from '../../engine/view.ts';

/** Files of a tidb-ansible tree by path: conf/**, group_vars/**, inventory.ini. Other paths are not looked at. */
export type Tree = ReadonlyMap<string, string>;

/** What a merge starts from. All trees are read as they are; none is changed. */
export interface MergeInput {
  /** The untouched release that the old tree was made from; null when it is not known. */
  readonly base: Tree | null;
  /** How the base was found, or why not; shown. */
  readonly baseHow?: Text;
  /** The operator's tree. */
  readonly old: Tree;
  /** The untouched new release: never an edited copy, so that merging again changes nothing. */
  readonly new: Tree;
  /** Answers to the merge's questions (`path#key`), to `capacity` and to `hibernate-regions`. */
  readonly answers: Answers;
}

/** What a merge comes to. */
export interface MergeResult {
  readonly base: { readonly found: boolean; readonly how: Text };
  readonly rows: readonly MergeRow[];
  readonly findings: readonly MergeFinding[];
  /** Everything that is asked, answered or not. */
  readonly questions: readonly Question[];
  /** Questions without an answer: the merge is not done while there are any. */
  readonly undecided: readonly string[];
  /** The merged tree. An undecided conflict takes the operator's side in it. */
  readonly tree: Tree;
  /** The files of the merged tree beside their versions. */
  readonly files: readonly MergeFile[];
}

/** What a key is worth on one side. */
export interface Side {
  /** The value in effect, as written; null when the key is not set. */
  readonly set: string | null;
  /** The commented default, as written; null when none is shown. */
  readonly commented: string | null;
}

/** A key that one side does not know. */
export const ABSENT: Side = { set: null, commented: null };

/** Where a key stands: `conf/tikv.yml#raftstore.sync-log`. */
export interface Place {
  readonly path: string;
  readonly key: string;
}

/** The text of a place, which is the id of its row and its question. */
export function placeId(place: Place): string {
  return `${place.path}#${place.key}`;
}
