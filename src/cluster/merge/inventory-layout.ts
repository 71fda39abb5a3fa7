import { type Text, text } from '../../base/text.ts';
import type { MergeRow } from '../../engine/view.ts';
import type { HostLine, Inventory, Section } from '../../formats/inventory/inventory.ts';
import { joinPath } from '../../formats/key-path.ts';
import { applyEdits, type Edit, lineBreakOf, type SourceLine } from '../../formats/source.ts';
import { showable } from './showable.ts';

/** The three inventories; base is null when it is not known. */
export interface Inventories {
  readonly base: Inventory | null;
  readonly old: Inventory;
  readonly new: Inventory;
}

/**
 * Puts the operator's hosts into the layout of the new inventory: the new file's comments and order of groups stay, its
 * sample hosts go, each group gets the operator's lines as he wrote them, comments of his own included. Groups that only
 * he has follow behind the last group of hosts.
 */
export function layOutHosts({ base, old, new: now }: Inventories): string {
  const source = now.parts.source;
  const eol = lineBreakOf(source);
  const templates = new Set([base, now].flatMap((item) => item?.parts.source.split(/\r?\n/) ?? []));
  const places = now.parts.sections.filter((section) => section.header && section.kind !== 'vars');
  const edits: Edit[] = places.flatMap((section) => replaceEntries(section, ownLines(old, section, templates), eol));
  const last = places.at(-1);
  const foreign = sectionsOf(old).filter((own) => !places.some((place) => sameSection(place, own)));
  const added = foreign.flatMap((own) => ['', headerOf(own), ...ownLines(old, own, templates)]);
  if (added.length > 0) {
    const end = last ? endOfEntries(last) : source.length;
    edits.push({ start: end, end, with: added.map((line) => line + eol).join('') });
  }
  return applyEdits(source, edits);
}

/** One row for each variable on a host line, and for each host without any; hosts that are as in the base are left out. */
export function hostRows({ base, old, new: now }: Inventories): readonly MergeRow[] {
  return old.parts.hostLines.flatMap((line) => {
    const before = base?.parts.hostLines.find((item) => item.group === line.group && item.pattern === line.pattern);
    const sample = before ?? (base ? undefined : lineLike(now, line));
    if (line.vars.length === 0) return sample ? [] : [rowOf([line.group, line.pattern], line.pattern, YOUR_HOST)];
    return line.vars.flatMap(({ name, source }) => {
      const unchanged = sample?.vars.some((item) => item.name === name && item.source === source);
      return unchanged ? [] : [rowOf([line.group, line.pattern, name], source, YOUR_VARIABLE)];
    });
  });
}

const YOUR_HOST = text('a host of yours', '您的主机');
const YOUR_VARIABLE = text('a variable of a host of yours', '您的主机变量');

const lineLike = (inventory: Inventory, line: HostLine) =>
  inventory.parts.hostLines.find((item) => item.group === line.group && item.pattern === line.pattern);

function rowOf(path: readonly string[], value: string, reason: Text): MergeRow {
  const key = joinPath(path);
  const values = showable(key, { base: null, old: value, new: null, result: value }, null);
  const place = { path: 'inventory.ini', key, place: null };
  return { id: `inventory.ini#${key}`, ...place, verdict: 'carried', ...values, reason, source: 'inventory.ini' };
}

/** Sections of hosts and children, the first of each name. */
function sectionsOf(inventory: Inventory): readonly Section[] {
  const all = inventory.parts.sections.filter((section) => section.kind !== 'vars' && section.lines.some(isEntry));
  return all.filter((section, index) => all.findIndex((other) => sameSection(other, section)) === index);
}

const sameSection = (a: Section, b: Section) => a.group === b.group && a.kind === b.kind;

const headerOf = (section: Section) =>
  section.kind === 'children' ? `[${section.group}:children]` : `[${section.group}]`;

const isEntry = (line: SourceLine) => /^\s*[^\s#;]/.test(line.text);

/** The operator's lines of a section: entries, his own comments, and the blank lines between them. */
function ownLines(old: Inventory, wanted: Section, templates: ReadonlySet<string>): readonly string[] {
  const lines = old.parts.sections
    .filter((section) => sameSection(section, wanted))
    .flatMap((section) => section.lines);
  const kept = lines.filter((line) => isEntry(line) || line.text.trim() === '' || !templates.has(line.text));
  const first = kept.findIndex((line) => line.text.trim() !== '');
  const last = kept.findLastIndex((line) => line.text.trim() !== '');
  return first === -1 ? [] : kept.slice(first, last + 1).map((line) => line.text);
}

/** Sample entries go; the operator's lines come in the place of the first, or right below the header. */
function replaceEntries(section: Section, lines: readonly string[], eol: string): readonly Edit[] {
  const samples = section.lines.filter(isEntry);
  const at = samples[0]?.start ?? (section.header as SourceLine).next;
  return [
    ...(lines.length > 0 ? [{ start: at, end: at, with: lines.map((line) => line + eol).join('') }] : []),
    ...samples.map((line) => ({ start: line.start, end: line.next, with: '' })),
  ];
}

const endOfEntries = (section: Section) => (section.lines.findLast(isEntry) ?? (section.header as SourceLine)).next;
