import { parse as check, TomlError } from 'smol-toml';
import { text } from '../../base/text.ts';
import { joinPath, type KeyPath } from '../key-path.ts';
import type { KeyEntry, KeyedFile } from '../keyed.ts';
import { type Problem, positionAt, type SourceLine, splitLines } from '../source.ts';
import { endOfTomlValue } from './value.ts';

/** A table header of a TOML file; the part before the first one has an empty path and no line. */
export interface TomlTable {
  readonly path: KeyPath;
  readonly line: SourceLine | null;
  /** Where its last key ends, with the line break; the header's own end when it has none. */
  readonly end: number;
}

/** A TOML file as keys with their places. */
export interface TomlFile extends KeyedFile {
  readonly tables: readonly TomlTable[];
}

/**
 * Reads a TOML file: keys that are set, and commented defaults (`# key = value`). An array of tables (`[[x]]`, with all
 * its blocks) is one value of key x.
 * @returns the file, or why it cannot be read.
 */
export function parseToml(source: string): { readonly file: TomlFile } | { readonly problems: readonly Problem[] } {
  const reader = new Reader(source);
  const problems = reader.problems.length > 0 ? reader.problems : checked(source);
  return problems.length > 0 ? { problems } : { file: reader.file() };
}

const SEGMENT = '(?:"(?:[^"\\\\]|\\\\.)*"|\'[^\']*\'|[\\w-]+)';
const DOTTED = `${SEGMENT}(?:\\s*\\.\\s*${SEGMENT})*`;
const TABLE = new RegExp(`^\\s*(\\[\\[?)\\s*(${DOTTED})\\s*\\]\\]?\\s*(?:#.*)?$`);
const KEY = new RegExp(`^\\s*(${DOTTED})\\s*=[ \\t]*`);
const COMMENTED_TABLE = new RegExp(`^\\s*#+\\s*(\\[\\[?)\\s*(${DOTTED})\\s*\\]\\]?\\s*$`);
const COMMENTED_KEY = new RegExp(`^(\\s*)#+ ?(${SEGMENT})\\s*=[ \\t]*(\\S.*?)\\s*$`);

class Reader {
  readonly problems: Problem[] = [];
  readonly #source: string;
  readonly #lines: readonly SourceLine[];
  readonly #entries: KeyEntry[] = [];
  readonly #tables: { path: KeyPath; line: SourceLine | null; end: number }[] = [{ path: [], line: null, end: 0 }];
  /** The array of tables whose block is open: its key and first line. */
  #array: { path: KeyPath; first: SourceLine; last: SourceLine } | null = null;
  /** The commented table above, which commented keys belong to; null when it is an array of tables. */
  #commented: { path: KeyPath | null } | null = null;

  constructor(source: string) {
    this.#source = source;
    this.#lines = splitLines(source);
    for (let index = 0; index < this.#lines.length; index += 1) index = this.#take(index);
    this.#closeArray();
  }

  file(): TomlFile {
    const sections = new Set<string>();
    for (const table of this.#tables) if (table.path.length > 0) sections.add(joinPath(table.path));
    // TOML refuses keys that stand twice.
    return { source: this.#source, entries: this.#entries, sections, duplicates: [], tables: this.#tables };
  }

  /** Reads the line at `index`; gives the index of the last line that it took. */
  #take(index: number): number {
    const line = this.#lines[index] as SourceLine;
    const trimmed = line.text.trim();
    if (trimmed === '') {
      this.#commented = null;
    } else if (trimmed.startsWith('#')) {
      this.#takeComment(line);
    } else {
      this.#commented = null;
      const table = TABLE.exec(line.text);
      if (table) this.#openTable(line, table[1] === '[[', segmentsOf(table[2] as string));
      else return this.#takeKey(index, line);
    }
    return index;
  }

  #openTable(line: SourceLine, isArray: boolean, path: KeyPath): void {
    const same = this.#array && joinPath(this.#array.path) === joinPath(path);
    const below = this.#array && !isArray && joinPath(path).startsWith(`${joinPath(this.#array.path)}.`);
    if (this.#array && ((isArray && same) || below)) {
      this.#array.last = line;
      return;
    }
    this.#closeArray();
    if (isArray) this.#array = { path, first: line, last: line };
    else this.#tables.push({ path, line, end: line.next });
  }

  #closeArray(): void {
    if (!this.#array) return;
    const { path, first, last } = this.#array;
    const span = { start: first.start, end: last.end };
    const source = this.#source.slice(span.start, span.end).replaceAll('\r\n', '\n');
    this.#entries.push({
      path,
      key: joinPath(path),
      state: 'set',
      source,
      span,
      afterSign: span.start,
      line: first,
      lastLine: last,
      indent: 0,
    });
    this.#array = null;
  }

  #takeKey(index: number, line: SourceLine): number {
    const match = KEY.exec(line.text);
    if (!match) {
      this.#refuse(line, line.text.length - line.text.trimStart().length);
      return index;
    }
    const start = line.start + match[0].length;
    const end = endOfTomlValue(this.#source, start);
    if (end === null) {
      this.#refuse(line, match[0].length);
      return index;
    }
    let last = index;
    while ((this.#lines[last] as SourceLine).end < end) last += 1;
    const lastLine = this.#lines[last] as SourceLine;
    if (!/^\s*(#.*)?$/.test(this.#source.slice(end, lastLine.end))) this.#refuse(lastLine, end - lastLine.start);
    if (this.#array) {
      this.#array.last = lastLine;
      return last;
    }
    const table = this.#tables.at(-1) as { path: KeyPath; end: number };
    table.end = lastLine.next;
    const path = [...table.path, ...segmentsOf(match[1] as string)];
    this.#entries.push({
      path,
      key: joinPath(path),
      state: 'set',
      source: this.#source.slice(start, end).replaceAll('\r\n', '\n'),
      span: { start, end },
      afterSign: line.start + line.text.indexOf('=') + 1,
      line,
      lastLine,
      indent: line.text.length - line.text.trimStart().length,
    });
    return last;
  }

  #takeComment(line: SourceLine): void {
    const table = COMMENTED_TABLE.exec(line.text);
    if (table) {
      this.#commented = { path: table[1] === '[[' ? null : segmentsOf(table[2] as string) };
      return;
    }
    const match = COMMENTED_KEY.exec(line.text);
    const parent = this.#commented ? this.#commented.path : (this.#tables.at(-1)?.path ?? null);
    if (!match || parent === null || this.#array) return;
    const at = line.text.lastIndexOf(match[3] as string);
    const end = endOfTomlValue(line.text, at);
    if (end === null || !/^\s*(#.*)?$/.test(line.text.slice(end))) return;
    const path = [...parent, ...segmentsOf(match[2] as string)];
    this.#entries.push({
      path,
      key: joinPath(path),
      state: 'commented',
      source: line.text.slice(at, end),
      span: { start: line.start + at, end: line.start + end },
      afterSign: line.start + line.text.indexOf('=') + 1,
      line,
      lastLine: line,
      indent: (match[1] as string).length,
    });
  }

  #refuse(line: SourceLine, column: number): void {
    const what = text('not valid TOML: expected key = value', '不是有效的 TOML：应为 key = value');
    this.problems.push({ line: line.number, column: column + 1, what });
  }
}

function segmentsOf(dotted: string): KeyPath {
  return [...dotted.matchAll(new RegExp(SEGMENT, 'g'))].map(([segment]) => {
    if (segment.startsWith('"')) return String(JSON.parse(segment));
    return segment.startsWith("'") ? segment.slice(1, -1) : segment;
  });
}

/** What smol-toml says: it stops at the first problem. */
function checked(source: string): readonly Problem[] {
  try {
    check(source, { integersAsBigInt: 'asNeeded' });
    return [];
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [first = ''] = error.message.split('\n');
    const at = { ...positionAt(source, 0), line: error.line, column: error.column };
    return [{ ...at, what: text(`not valid TOML: ${first}`, `不是有效的 TOML：${first}`) }];
  }
}
