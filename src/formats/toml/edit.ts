import { BugError } from '../../base/errors.ts';
import { joinPath, type KeyPath } from '../key-path.ts';
import { setEntry } from '../keyed.ts';
import { applyEdits, insertLines, lineBreakOf } from '../source.ts';
import { parseToml, type TomlFile, type TomlTable } from './parse.ts';

/**
 * Sets a key to a value as it shall be written: in place; else in the place of its commented default when that stands in
 * the key's own table; else at the end of its table, which is made when missing.
 * @throws BugError when the file cannot be read.
 */
export function setTomlKey(source: string, path: KeyPath, value: string): string {
  const file = read(source);
  const key = joinPath(path);
  const written = value.replaceAll('\n', lineBreakOf(source));
  const existing = setEntry(file, key);
  if (existing) return applyEdits(source, [{ ...existing.span, with: written }]);
  if (value.startsWith('[[')) return insertLines(source, source.length, ['', ...value.split('\n')]);
  const table = path.slice(0, -1);
  const commented = file.entries.find(
    (entry) => entry.key === key && entry.state === 'commented' && tableAt(file, entry.line.start) === joinPath(table),
  );
  const line = `${writeSegment(path.at(-1) as string)} = ${written}`;
  if (commented) {
    const behind = source.slice(commented.span.end, commented.line.end);
    const indented = `${' '.repeat(commented.indent)}${line}${behind}`;
    return applyEdits(source, [{ start: commented.line.start, end: commented.line.end, with: indented }]);
  }
  const own = file.tables.findLast((item) => joinPath(item.path) === joinPath(table));
  if (own) return insertLines(source, own.line ? own.end : endOfHead(file, own), [line]);
  return insertLines(source, source.length, ['', `[${table.map(writeSegment).join('.')}]`, line]);
}

/** Takes a key out, with its lines. What is not there is no error. */
export function unsetTomlKey(source: string, path: KeyPath): string {
  const entry = setEntry(read(source), joinPath(path));
  return entry ? applyEdits(source, [{ start: entry.line.start, end: entry.lastLine.next, with: '' }]) : source;
}

/** Turns a key into a comment. */
export function commentTomlKey(source: string, path: KeyPath): string {
  const entry = setEntry(read(source), joinPath(path));
  if (!entry) return source;
  const body = source.slice(entry.line.start, entry.lastLine.end).replace(/^(?=.)/gm, '# ');
  return applyEdits(source, [{ start: entry.line.start, end: entry.lastLine.end, with: body }]);
}

function read(source: string): TomlFile {
  const parsed = parseToml(source);
  if ('problems' in parsed) throw new BugError('a TOML file is edited only after it was read well');
  return parsed.file;
}

/** The table that a line stands in, as a joined path; "" before the first header. */
function tableAt(file: TomlFile, offset: number): string {
  return joinPath(file.tables.findLast((table) => table.line === null || table.line.start < offset)?.path ?? []);
}

/** Keys before the first table: behind the last of them, else at the top of the file. */
const endOfHead = (file: TomlFile, head: TomlTable) =>
  file.entries.some((entry) => entry.state === 'set' && entry.path.length === 1) ? head.end : 0;

const writeSegment = (segment: string) => (/^[\w-]+$/.test(segment) ? segment : JSON.stringify(segment));
