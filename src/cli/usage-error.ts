import { OperatorError } from '../base/errors.ts';
import { type Text, text, verbatim } from '../base/text.ts';
import { suggest } from './suggest.ts';

/** Wrong usage, profile, answers or run id: exit code 2. */
export function usageError(code: string, parts: { what: Text; why: Text; next: readonly Text[] }): OperatorError {
  return new OperatorError({ code, kind: 'usage', ...parts });
}

/** A word that is none of `known`; says which one was meant, when one is near. */
export function unknownWord(input: {
  readonly code: string;
  readonly what: Text;
  readonly word: string;
  readonly known: readonly string[];
  readonly next: string;
}): OperatorError {
  const near = suggest(input.word, input.known);
  const list = input.known.join(', ');
  return usageError(input.code, {
    what: input.what,
    why: near
      ? text(`There is none of that name; the nearest is "${near}".`, `没有这个名字；最接近的是“${near}”。`)
      : text(`There is none of that name. Known: ${list || '-'}.`, `没有这个名字。可用：${list || '-'}。`),
    next: [verbatim(input.next)],
  });
}

/** What comes with a later release of belay. */
export function notThereYet(code: string, what: Text, next: readonly Text[]): OperatorError {
  return usageError(code, {
    what,
    why: text('This release of belay does not have it yet.', '当前版本的 belay 尚未提供此功能。'),
    next,
  });
}
