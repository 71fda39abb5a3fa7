import type { Span } from '../source.ts';

/** One word of a host line: what it stands for, and where it stands with its quotes. */
export interface ShellWord extends Span {
  readonly value: string;
  /** Offset of the first `=` in the source; -1 without one. */
  readonly equals: number;
}

/**
 * Splits a host line as Ansible does: Python's `shlex.split(line, comments=True)`. A `#` outside quotes begins a comment,
 * even within a word.
 * @param text the line; offsets are counted from `base`.
 * @returns the words and where the comment begins (the end of the text without one), or what is not closed.
 */
export function splitShellWords(
  text: string,
  base: number,
): { readonly words: readonly ShellWord[]; readonly end: number } | { readonly open: 'quote' | 'escape'; at: number } {
  const words: ShellWord[] = [];
  let at = 0;
  while (at < text.length) {
    if (isBlank(text[at])) {
      at += 1;
      continue;
    }
    if (text[at] === '#') return { words, end: base + at };
    const start = at;
    let value = '';
    let equals = -1;
    while (at < text.length && !isBlank(text[at]) && text[at] !== '#') {
      const piece = readPiece(text, at);
      if ('open' in piece) return { open: piece.open, at: base + at };
      const offset = text.slice(at, piece.end).indexOf('=');
      if (equals === -1 && offset !== -1) equals = base + at + offset;
      value += piece.value;
      at = piece.end;
    }
    words.push({ value, start: base + start, end: base + at, equals });
  }
  return { words, end: base + text.length };
}

const isBlank = (char: string | undefined) => char === ' ' || char === '\t' || char === '\r';

/** A quoted part, an escaped character, or one plain character. */
function readPiece(text: string, start: number): { value: string; end: number } | { open: 'quote' | 'escape' } {
  const char = text[start] as string;
  if (char === '\\') {
    return start + 1 < text.length ? { value: text[start + 1] as string, end: start + 2 } : { open: 'escape' };
  }
  if (char !== '"' && char !== "'") return { value: char, end: start + 1 };
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === char) return { value, end: at + 1 };
    if (char === '"' && text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at += 1;
    value += text[at];
  }
  return { open: 'quote' };
}
