import { type Text, text } from '../../base/text.ts';
import type { Fact, Reading, Source } from '../../engine/fact.ts';

/** A reading that brought a value. */
export function seen<T>(value: T, source: Source): Reading<T> {
  return { value, source };
}

/** A reading that brought none, and why. */
export function unseen(why: Text, source: Source): Reading<never> {
  return { unknown: why, source };
}

/** A reading that could not be made because a fact it needs is not known. */
export function unseenFor(fact: Extract<Fact<unknown>, { known: false }>): Reading<never> {
  return { unknown: fact.why, source: fact.source };
}

/** Where a file was read, as a source. */
export function fileSource(host: string, path: string): Source {
  return { kind: 'file', host, path };
}

/** What was run, as a source. */
export function commandSource(host: string, argv: readonly string[]): Source {
  return { kind: 'command', host, argv };
}

/** Why a command told nothing: its exit and its first line of complaint. */
export function saidNothing(argv: readonly string[], exit: number | null, stderr: string): Text {
  const complaint = stderr.trim().split('\n')[0] ?? '';
  return text(
    `\`${argv.join(' ')}\` ended with ${exit ?? 'a signal'}${complaint === '' ? '' : `: ${complaint}`}`,
    `\`${argv.join(' ')}\` 以 ${exit ?? '信号'} 结束${complaint === '' ? '' : `：${complaint}`}`,
  );
}
