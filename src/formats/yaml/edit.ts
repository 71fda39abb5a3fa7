import { BugError } from '../../base/errors.ts';
import { isBelow, joinPath, type KeyPath } from '../key-path.ts';
import type { KeyEntry } from '../keyed.ts';
import { commentedEntry, setEntry } from '../keyed.ts';
import { applyEdits, type Edit, insertLines, lineBreakOf, type SourceLine } from '../source.ts';
import { parseYaml, type YamlFile } from './parse.ts';
import type { YamlSection } from './sections.ts';
import { columnOf, indentRest, isBlockList, writeKey } from './text.ts';

/**
 * Sets a key to a value as it shall be written (`"1GB"`, `["a", "b"]`, `- a\n- b`): in place; else in the place of its
 * commented default; else at the end of its section, which is made when missing. Only lines of the key change.
 * @throws BugError when the file cannot be read, a single value stands where a section is needed, or the other way round.
 */
export function setYamlKey(source: string, path: KeyPath, value: string): string {
  const file = read(source);
  const key = joinPath(path);
  const isSection = file.headers.some((header) => header.key === key && header.state === 'set');
  if (isSection || singleValueAbove(file, path) || !file.keyed) {
    throw new BugError(`${key} cannot be set: it is a section, or a single value stands in its way`);
  }
  const existing = setEntry(file, key);
  if (existing) return replaceValue(source, existing, value);
  const commented = commentedEntry(file, key);
  if (commented && !headingIsElsewhere(file, path)) return replaceComment(file, commented, value);
  return insertKey(file, path, value);
}

/** Takes every setting of a key out, with its lines. What is not there is no error. */
export function unsetYamlKey(source: string, path: KeyPath): string {
  const lines = settings(source, path).map((entry) => ({
    start: entry.line.start,
    end: entry.lastLine.next,
    with: '',
  }));
  return applyEdits(source, lines);
}

/** Turns every setting of a key into a comment, as the templates write defaults. */
export function commentYamlKey(source: string, path: KeyPath): string {
  const file = read(source);
  const edits = settings(source, path).flatMap((entry) =>
    file.lines
      .filter((line) => line.start >= entry.line.start && line.start <= entry.lastLine.start && line.text.trim() !== '')
      .map((line) => {
        const at = line.start + Math.min(entry.indent, columnOf(line.text));
        return { start: at, end: at, with: '# ' };
      }),
  );
  return applyEdits(source, edits);
}

/** Puts a commented default into effect, as it is written. What has none, or is set, stays as it is. */
export function uncommentYamlKey(source: string, path: KeyPath): string {
  const file = read(source);
  const commented = commentedEntry(file, joinPath(path));
  if (!commented || setEntry(file, joinPath(path))) return source;
  return replaceComment(file, commented, commented.source);
}

const singleValueAbove = (file: YamlFile, path: KeyPath) =>
  file.entries.some((entry) => entry.state === 'set' && entry.source !== '' && isBelow(path, entry.path));

function read(source: string): YamlFile {
  const parsed = parseYaml(source);
  if ('problems' in parsed) throw new BugError('a YAML file is edited only after it was read well');
  return parsed.file;
}

const settings = (source: string, path: KeyPath) =>
  read(source).entries.filter((entry) => entry.state === 'set' && entry.key === joinPath(path));

function replaceValue(source: string, entry: KeyEntry, value: string): string {
  const eol = lineBreakOf(source);
  const onOwnLines = entry.span.start > entry.line.end;
  if (onOwnLines && isBlockList(value)) {
    const column = entry.span.start - (source.lastIndexOf('\n', entry.span.start - 1) + 1);
    return applyEdits(source, [{ ...entry.span, with: indentRest(value, column, eol) }]);
  }
  if (!onOwnLines && !isBlockList(value) && entry.source !== '' && value !== '') {
    return applyEdits(source, [{ ...entry.span, with: indentRest(value, entry.indent + 2, eol) }]);
  }
  return applyEdits(source, [{ start: entry.afterSign, end: entry.span.end, with: tail(value, entry.indent, eol) }]);
}

/** What follows the key's colon. */
function tail(value: string, indent: number, eol: string): string {
  if (value === '') return '';
  if (isBlockList(value)) return `${eol}${' '.repeat(indent + 2)}${indentRest(value, indent + 2, eol)}`;
  return ` ${indentRest(value, indent + 2, eol)}`;
}

function replaceComment(file: YamlFile, entry: KeyEntry, value: string): string {
  const parents = commentedParents(file, entry.path);
  const indent = entry.indent + shiftOf(file, parents[0] ?? entry);
  const written = `${' '.repeat(indent)}${writeKey(entry.path.at(-1) as string)}:`;
  const behind = file.source.slice(entry.span.end, entry.line.end);
  return applyEdits(file.source, [
    ...uncovering(file, parents),
    {
      start: entry.line.start,
      end: entry.line.end,
      with: written + tail(value, indent, lineBreakOf(file.source)) + (value.includes('\n') ? '' : behind),
    },
  ]);
}

/** How far a commented key must move to line up with the keys that are set beside it. */
function shiftOf(file: YamlFile, item: { readonly path: KeyPath; readonly indent: number }): number {
  return (childIndent(file, item.path.slice(0, -1)) ?? item.indent) - item.indent;
}

/** Commented headings without their comment sign. */
function uncovering(file: YamlFile, parents: readonly YamlSection[]): readonly Edit[] {
  const shift = parents[0] ? shiftOf(file, parents[0]) : 0;
  return parents.map(({ line, indent }) => ({
    start: line.start,
    end: line.end,
    with: ' '.repeat(indent + shift) + line.text.trimStart().replace(/^#[ \t]*/, ''),
  }));
}

const commentedParents = (file: YamlFile, path: KeyPath) =>
  file.headers.filter(
    (header) => header.state === 'commented' && isBelow(path, header.path) && !headerOf(file, header.path),
  );

/** Whether the key's default stands below a commented heading, while its section is set in another place. */
const headingIsElsewhere = (file: YamlFile, path: KeyPath) =>
  file.headers.some(
    (header) => header.state === 'commented' && isBelow(path, header.path) && headerOf(file, header.path),
  );

function insertKey(file: YamlFile, path: KeyPath, value: string): string {
  const depth = deepestSection(file, path);
  const parent = path.slice(0, depth);
  const parents = commentedParents(file, [...parent, '']);
  if (parents.length > 0) {
    const uncovered = applyEdits(file.source, uncovering(file, parents));
    return insertKey(read(uncovered), path, value);
  }
  const eol = lineBreakOf(file.source);
  const own = headerOf(file, parent);
  let indent = childIndent(file, parent) ?? commentedIndent(file, parent) ?? (own ? own.indent + 2 : 0);
  const lines: string[] = [];
  for (const [index, segment] of path.slice(depth).entries()) {
    const last = index === path.length - depth - 1;
    lines.push(`${' '.repeat(indent)}${writeKey(segment)}:${last ? tail(value, indent, eol) : ''}`);
    indent += 2;
  }
  const gap =
    depth === 0 && path.length > 1 && file.source.trim() !== '' && !/\n[ \t]*\r?\n$/.test(file.source) ? [''] : [];
  return insertLines(file.source, endOfSection(file, parent), [...gap, ...lines]);
}

/** How many segments of `path` name sections that are there; an empty key counts. */
function deepestSection(file: YamlFile, path: KeyPath): number {
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    if (headerOf(file, path.slice(0, depth)) || file.sections.has(joinPath(path.slice(0, depth)))) return depth;
  }
  return 0;
}

/** The line that opens a section: a header, or an empty key. */
function headerOf(file: YamlFile, path: KeyPath): { readonly line: SourceLine; readonly indent: number } | undefined {
  const key = joinPath(path);
  return (
    file.headers.findLast((header) => header.key === key && header.state === 'set') ??
    file.entries.findLast((entry) => entry.key === key && entry.state === 'set' && entry.source === '')
  );
}

/** The column of the keys that are set in a section; null when none is. */
function childIndent(file: YamlFile, path: KeyPath): number | null {
  const child = [...file.entries, ...file.headers].find(
    (item) => item.state === 'set' && item.path.length === path.length + 1 && isBelow(item.path, path),
  );
  return child?.indent ?? null;
}

function commentedIndent(file: YamlFile, path: KeyPath): number | null {
  const child = file.entries.find((item) => item.path.length === path.length + 1 && isBelow(item.path, path));
  return child?.indent ?? null;
}

/** Where a section ends: behind its last line that is more than a comment for what follows it. */
function endOfSection(file: YamlFile, path: KeyPath): number {
  const own = headerOf(file, path);
  if (!own) return file.source.length;
  const ends = [
    ...file.entries.filter((entry) => isBelow(entry.path, path)).map((entry) => entry.lastLine.next),
    ...file.headers.filter((header) => isBelow(header.path, path)).map((header) => header.line.next),
  ];
  return Math.max(own.line.next, ...ends.filter((end) => end > own.line.start));
}
