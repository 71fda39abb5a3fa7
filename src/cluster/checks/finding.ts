import { type Text, text } from '../../base/text.ts';
import type { Finding } from '../../engine/check.ts';
import type { Fact, Source } from '../../engine/fact.ts';
import type { Verdict } from '../../engine/verdict.ts';

/** What a check has to say; where it comes from and how old it is are added from its facts. */
export interface Said {
  /** The check's id, or `check-id/where`. */
  readonly id: string;
  readonly result: Verdict;
  readonly what: Text;
  readonly why: Text;
  readonly next?: readonly Text[];
}

/** A finding that rests on `facts`: their sources, and the moment the oldest of them was seen. */
export function finding(said: Said, facts: readonly Fact<unknown>[]): Finding {
  // A fact that was never read has no moment.
  const moments = facts.map((fact) => fact.seenAt).filter((seenAt) => seenAt > 0);
  return {
    id: said.id,
    result: said.result,
    what: said.what,
    why: said.why,
    next: said.next ?? [],
    source: [...new Set(facts.map((fact) => sourceWords(fact.source)).filter((words) => words !== ''))].join('; '),
    seenAt: moments.length === 0 ? null : Math.min(...moments),
  };
}

/** The finding of a check whose facts are not known: never taken for ok. `subject` begins the sentence: "the stores". */
export function notKnown(
  id: string,
  subject: Text,
  fact: Extract<Fact<unknown>, { known: false }>,
  next: readonly Text[] = [],
): Finding {
  return finding(
    {
      id,
      result: 'unknown',
      what: text(`${subject.en}: not known`, `${subject.zh}：未知`),
      why: fact.why,
      next,
    },
    [fact],
  );
}

/** Where a fact comes from, in one line that can be typed or opened: a command, a URL, a file. */
export function sourceWords(source: Source): string {
  switch (source.kind) {
    case 'command':
      return source.host === 'control' ? source.argv.join(' ') : `${source.host}: ${source.argv.join(' ')}`;
    case 'http':
      return `${source.method} ${source.url}`;
    case 'file':
      return source.host === 'control' ? source.path : `${source.host}:${source.path}`;
    case 'sql':
      return `${source.address}: ${source.statement}`;
    case 'person':
      return source.who;
    case 'profile':
      return `profile: ${source.field}`;
    case 'derived':
      return source.from.join('; ');
  }
}
