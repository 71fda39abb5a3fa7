import type { Text } from '../base/text.ts';
import type { View } from './view.ts';

/** What was answered: gate, question or choice id → answer. From the journal, so that resume inherits them. */
export type Answers = ReadonlyMap<string, string>;

/** One thing to decide before a step can be planned: a merge conflict, a capacity, "is the backup there". */
export interface Question {
  /** Stable: `conf/tikv.yml#rocksdb.max-open-files`, `capacity`, `cold-backup`. */
  readonly id: string;
  readonly title: Text;
  /** Why it is asked, and what hangs on it. */
  readonly why: Text;
  readonly options: readonly QuestionOption[];
  /** The answer that the evidence speaks for; null when there is none and a person must decide. */
  readonly proposed: string | null;
  /** Whether `text: …` (free text) is an answer, and why a given text would be refused. */
  readonly free: { readonly hint: Text; refuse(value: string): Text | null } | null;
  /** What is to be looked at for it, with what an answer (chosen, or half typed) would come to; null: none yet. Pure. */
  shows?(answer: string | null): View;
}

/** One answer that can be chosen. */
export interface QuestionOption {
  readonly answer: string;
  readonly title: Text;
}

/** Free text is written `text: …` in answers and in the journal. */
export const FREE_PREFIX = 'text: ';

/** Whether `answer` is one that `question` allows; null when it is, else why not. */
export function refuseAnswer(question: Question, answer: string): Text | null {
  if (question.options.some((option) => option.answer === answer)) return null;
  if (question.free && answer.startsWith(FREE_PREFIX)) return question.free.refuse(answer.slice(FREE_PREFIX.length));
  const allowed = [
    ...question.options.map((option) => option.answer),
    ...(question.free ? [`${FREE_PREFIX}…`] : []),
  ].join(', ');
  return {
    en: `"${answer}" is not an answer to ${question.id}; it takes: ${allowed}`,
    zh: `“${answer}”不是 ${question.id} 的有效答案；可用：${allowed}`,
  };
}
