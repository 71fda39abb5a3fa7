import { type Text, text } from '../../../base/text.ts';
import type { MergeRow } from '../../../engine/view.ts';

/** Words of the merge: what became of a key, the versions of a file, and what is left to decide. */
export const MERGE_WORDS = {
  settled: (settled: number, all: number): Text =>
    text(`${settled} of ${all} settled by themselves`, `${all} 项中 ${settled} 项已自动处理`),
  forYou: (n: number): Text => text(`${n} for you`, `${n} 项由您决定`),
  release: (n: number): Text => text(`${n} more by the new release alone`, `另有 ${n} 项仅由新版本改变`),
  answered: (n: number): Text => text(`${n} decided`, `已决定 ${n} 项`),
  nthOf: (n: number, of: number): Text => text(`decision ${n} of ${of}`, `第 ${n}/${of} 项决定`),
  versions: {
    base: (version: string): Text => text(`base${version}, untouched`, `原始版本${version}`),
    old: (version: string): Text => text(`yours${version}`, `您的文件${version}`),
    new: (version: string): Text => text(`new${version}`, `新版本${version}`),
    result: (): Text => text('result', '结果'),
  },
  /** One letter for each version, where they stand in one column. */
  letters: { base: 'b', old: 'y', new: 'n', result: 'r' },
  fold: (n: number): Text => text(`${n} lines the same`, `${n} 行相同`),
  source: text('source', '出处'),
  unset: text('not set', '未设置'),
  undecided: text('undecided', '未决定'),
  yourAnswer: text('your answer', '您的选择'),
  allDecided: text('Everything here is decided.', '全部已决定。'),
  takeAll: text('go on with these answers', '按这些选择继续'),
  undoLast: text('undo the last one', '撤销最后一项'),
  lookAgain: text('look at them again', '重新查看'),
  nothingMatches: text('No key matches.', '没有匹配的键。'),
  matches: (n: number, of: number): Text => text(`${n} of ${of}`, `${n}/${of}`),
  findings: text('to know', '需要了解'),
  standsAt: text('stands at', '现位于'),
  columns: { key: text('key', '键'), verdict: text('what became of it', '处理') },
};

/** What became of a key, in one word or two. */
export const VERDICT_WORDS: Readonly<Record<MergeRow['verdict'], Text>> = {
  conflict: text('conflict', '冲突'),
  moved: text('moved', '移动'),
  renamed: text('renamed', '改名'),
  carried: text('carried', '保留'),
  retired: text('retired', '废弃'),
  'new-default': text('new default', '新默认值'),
  'new-key': text('new', '新增'),
};
