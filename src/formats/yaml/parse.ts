import { isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { text } from '../../base/text.ts';
import { joinPath, type KeyPath } from '../key-path.ts';
import type { KeyEntry, KeyedFile } from '../keyed.ts';
import { type Problem, positionAt, type SourceLine, splitLines } from '../source.ts';
import { scanComments } from './comments.ts';
import type { Gathered, YamlSection } from './sections.ts';
import { dedent } from './text.ts';
import { YAML_OPTIONS } from './value.ts';

/** A YAML file as keys with their places. */
export interface YamlFile extends KeyedFile {
  readonly lines: readonly SourceLine[];
  readonly headers: readonly YamlSection[];
  /** false: the file is no map of keys (a list, a single value), and is left alone. */
  readonly keyed: boolean;
}

/**
 * Reads a configuration file of tidb-ansible: every key that is set, as a dotted path, and every commented default
 * (`# key: value`, also below commented headings). Lists, flow maps and block scalars are one value.
 * @returns the file, or every problem in it.
 */
export function parseYaml(source: string): { readonly file: YamlFile } | { readonly problems: readonly Problem[] } {
  const document = parseDocument(source, YAML_OPTIONS);
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        ...positionAt(source, error.pos[0]),
        what: text(`not valid YAML: ${error.message}`, `不是有效的 YAML：${error.message}`),
      })),
    };
  }
  const lines = splitLines(source);
  const root = document.contents;
  const gathered: Gathered = { source, lines, set: [], headers: [], overridden: [] };
  if (isBlockMap(root)) gatherMap(gathered, root, []);
  const keyed = isEmpty(root) || isBlockMap(root);
  const comments = keyed ? scanComments(lines, gathered) : { entries: [], headers: [], filled: new Set<string>() };
  const filled = gathered.set.filter((entry) => entry.source === '' && comments.filled.has(entry.key));
  const set = gathered.set.filter((entry) => !filled.includes(entry));
  const headers = [...gathered.headers, ...filled.map(headerOf), ...comments.headers];
  const entries = [...set, ...comments.entries].sort((a, b) => a.line.start - b.line.start);
  const sections = new Set(headers.map((header) => header.key));
  return {
    file: {
      source,
      lines,
      entries,
      headers,
      sections,
      duplicates: [...gathered.overridden, ...duplicatesOf(set)],
      keyed,
    },
  };
}

const isEmpty = (root: unknown) => root === null || (isScalar(root) && root.value === null);

const headerOf = ({ path, key, line, indent }: KeyEntry): YamlSection => ({ path, key, state: 'set', line, indent });

function gatherMap(gathered: Gathered, map: YAMLMap, parent: KeyPath): void {
  for (const pair of map.items as Pair[]) {
    if (!isScalar(pair.key) || !pair.key.range) continue;
    const path = [...parent, String(pair.key.source ?? pair.key.value)];
    const [start, end] = pair.key.range;
    const line = lineAt(gathered.lines, start);
    const indent = start - line.start;
    const last = lastOf(map, pair)?.value;
    const overridden = pair.value !== last && (isSection(pair.value) || isSection(last));
    if (overridden) {
      gathered.overridden.push({ key: joinPath(path), line, indent, until: endOf(pair.value, end, gathered.source) });
    } else if (isBlockMap(pair.value)) {
      gathered.headers.push({ path, key: joinPath(path), state: 'set', line, indent });
      gatherMap(gathered, pair.value, path);
    } else {
      gathered.set.push(entryOf(gathered, { pair, path, line, indent, keyEnd: end }));
    }
  }
}

const isBlockMap = (node: unknown): node is YAMLMap => isMap(node) && !node.flow;

/** A map, or an empty value, which commented defaults may fill. */
const isSection = (node: unknown) => isBlockMap(node) || isEmpty(node ?? null);

/** The pair that loaders take of those with the same key. */
const lastOf = (map: YAMLMap, pair: Pair) =>
  (map.items as Pair[]).findLast(
    (item) => isScalar(item.key) && isScalar(pair.key) && item.key.value === pair.key.value,
  );

interface Found {
  readonly pair: Pair;
  readonly path: KeyPath;
  readonly line: SourceLine;
  readonly indent: number;
  readonly keyEnd: number;
}

function entryOf(gathered: Gathered, { pair, path, line, indent, keyEnd }: Found): KeyEntry {
  const { source, lines } = gathered;
  const afterColon = source.indexOf(':', keyEnd) + 1;
  const rest = source.slice(afterColon, line.end);
  const sameLine = /^[ \t]+[^\s#]/.test(rest);
  const nodeStart = (pair.value as { range?: readonly number[] } | null)?.range?.[0];
  // A tag or an anchor stands before the node, so what begins on the key's line begins there.
  const start = sameLine ? afterColon + (rest.length - rest.trimStart().length) : (nodeStart ?? afterColon);
  const empty = isScalar(pair.value) && pair.value.source === '' && !sameLine;
  const end = empty ? afterColon : Math.max(start, endOf(pair.value, afterColon, source));
  const span = empty ? { start: afterColon, end: afterColon } : { start, end };
  return {
    path,
    key: joinPath(path),
    state: 'set',
    source: dedent(source.slice(span.start, span.end)),
    span,
    afterSign: afterColon,
    line,
    lastLine: span.end > line.end ? lineAt(lines, span.end - 1) : line,
    indent,
  };
}

/** Where a value's last character stands; collections end with their last item, not with the comments below. */
function endOf(node: unknown, fallback: number, source: string): number {
  if ((isSeq(node) || isMap(node)) && !node.flow) {
    const last = node.items.at(-1) as unknown;
    const pair = isMap(node) ? (last as Pair | undefined) : undefined;
    if (pair) return Math.max(endOf(pair.key, fallback, source), endOf(pair.value, fallback, source));
    return last === undefined ? fallback : endOf(last, fallback, source);
  }
  const range = isScalar(node) || isAlias(node) || isSeq(node) || isMap(node) ? node.range : null;
  if (!range) return fallback;
  const written = source.slice(range[0], range[1]);
  return range[0] + written.replace(/(\r?\n[ \t]*)+$/, '').length;
}

function lineAt(lines: readonly SourceLine[], offset: number): SourceLine {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] as SourceLine).start <= offset) low = middle;
    else high = middle - 1;
  }
  return lines[low] as SourceLine;
}

function duplicatesOf(entries: readonly KeyEntry[]): readonly KeyEntry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const again = seen.has(entry.key);
    seen.add(entry.key);
    return again;
  });
}
