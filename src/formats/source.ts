import type { Text } from '../base/text.ts';

/** Offsets into a source text, in UTF-16 code units: `source.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Why a source could not be read. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly what: Text;
}

/** One line of a source: its text without the line break, and where it stands. */
export interface SourceLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  readonly start: number;
  /** Where the text ends. */
  readonly end: number;
  /** Where the next line begins; equals `end` for a last line without a line break. */
  readonly next: number;
}

/** One replacement in a source text. */
export interface Edit extends Span {
  readonly with: string;
}

/** The lines of a source. A line break is LF or CRLF; a break at the very end opens no further line. */
export function splitLines(source: string): readonly SourceLine[] {
  const lines: SourceLine[] = [];
  let start = 0;
  while (start < source.length) {
    const feed = source.indexOf('\n', start);
    const next = feed === -1 ? source.length : feed + 1;
    const broken = feed === -1 ? next : feed;
    const end = broken > start && feed !== -1 && source[broken - 1] === '\r' ? broken - 1 : broken;
    lines.push({ number: lines.length + 1, text: source.slice(start, end), start, end, next });
    start = next;
  }
  return lines;
}

/** The line break that `source` uses: that of its first broken line, LF when it has none. */
export function lineBreakOf(source: string): '\n' | '\r\n' {
  const feed = source.indexOf('\n');
  return feed > 0 && source[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** Line and column, from 1, of an offset. */
export function positionAt(source: string, offset: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** Applies replacements that do not overlap; every other character stays as it is. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    out += source.slice(at, edit.start) + edit.with;
    at = edit.end;
  }
  return out + source.slice(at);
}

/** Inserts whole lines (without line breaks of their own) before the offset of a line's start, or at the end. */
export function insertLines(source: string, offset: number, lines: readonly string[]): string {
  const eol = lineBreakOf(source);
  const before = source.slice(0, offset);
  const after = source.slice(offset);
  const gap = before === '' || before.endsWith('\n') ? '' : eol;
  const end = after === '' && !before.endsWith('\n') && before !== '' ? '' : eol;
  return `${before}${gap}${lines.join(eol)}${end}${after}`;
}
