import { BugError } from '../../base/errors.ts';
import { applyEdits, type Edit, insertLines, type SourceLine } from '../source.ts';
import type { HostLine, Inventory, InventoryVar, Section } from './inventory.ts';
import { parseInventory } from './parse.ts';
import { readPythonValue } from './python-literal.ts';

/** A variable of a host line. `source` is the value as it shall be written: see quoteHostValue. */
export interface HostVarChange {
  readonly host: string;
  /** In which group's line; left out: the line that has the variable, else the host's first. */
  readonly group?: string;
  readonly name: string;
  readonly source: string;
}

/** A variable of a `:vars` section (`all` for `[all:vars]`). `source` is the value as written: see quoteGroupValue. */
export interface GroupVarChange {
  readonly group: string;
  readonly name: string;
  readonly source: string;
}

/**
 * Sets a variable on a host's line; nothing else changes. A host of a range (`tikv[1:3]`) gets a line of its own below,
 * which Ansible adds to the range's.
 * @throws BugError when the host is not there.
 */
export function setHostVar(source: string, change: HostVarChange): string {
  const inventory = read(source);
  const lines = linesFor(inventory, change);
  const line = [...lines].reverse().find((item) => own(item, change.name)) ?? lines.find(single) ?? lines[0];
  if (!line) throw new BugError(`no host ${change.host} in the inventory`);
  if (!single(line)) return insertLines(source, line.line.next, [`${change.host} ${change.name}=${change.source}`]);
  const existing = own(line, change.name);
  const edit: Edit = existing
    ? { ...existing.span, with: change.source }
    : { start: endOfWords(line), end: endOfWords(line), with: ` ${change.name}=${change.source}` };
  return applyEdits(source, [edit]);
}

/** Takes a variable off a host's lines (of one group, when given). What is not there is no error. */
export function unsetHostVar(source: string, change: Omit<HostVarChange, 'source'>): string {
  const edits = linesFor(read(source), change)
    .filter(single)
    .flatMap((line) => line.vars.filter((item) => item.name === change.name))
    .map((item) => {
      const blanks = /[ \t]*$/.exec(source.slice(0, item.whole.start))?.[0].length ?? 0;
      return { start: item.whole.start - blanks, end: item.whole.end, with: '' };
    });
  return applyEdits(source, edits);
}

/**
 * Sets a variable of `[group:vars]`: in place (the last one, which Ansible takes), else in the place of its commented
 * default, else at the section's end; the section is made when missing.
 */
export function setGroupVar(source: string, change: GroupVarChange): string {
  const inventory = read(source);
  const existing = inventory.groupVars(change.group).get(change.name);
  if (existing) return applyEdits(source, [{ ...existing.span, with: keepApart(source, existing, change.source) }]);
  const written = `${change.name} = ${change.source}`;
  const commented = inventory.parts.commented.find((item) => item.group === change.group && item.name === change.name);
  if (commented) return applyEdits(source, [{ start: commented.line.start, end: commented.line.end, with: written }]);
  return addToSection(source, inventory, { group: change.group, kind: 'vars', entry: written });
}

/** Takes a variable's lines out of `[group:vars]`. What is not there is no error. */
export function unsetGroupVar(source: string, change: Omit<GroupVarChange, 'source'>): string {
  const lines = varLines(read(source), change);
  return applyEdits(
    source,
    lines.map((line) => ({ start: line.start, end: line.next, with: '' })),
  );
}

/** Turns a variable's lines in `[group:vars]` into comments. */
export function commentGroupVar(source: string, change: Omit<GroupVarChange, 'source'>): string {
  return applyEdits(source, varLines(read(source), change).map(commentOut));
}

/** Adds a host line (`TiKV1-1 ansible_host=10.0.0.14`) at the end of its group; the group is made when missing. */
export function addHost(source: string, host: { readonly group: string; readonly entry: string }): string {
  return addToSection(source, read(source), { ...host, kind: 'hosts' });
}

/** Turns a host's line in a group into a comment. A range stays: it names other hosts too. */
export function commentHost(source: string, host: { readonly group: string; readonly host: string }): string {
  const lines = read(source).linesOf(host.host, host.group).filter(single);
  return applyEdits(
    source,
    lines.map((line) => commentOut(line.line)),
  );
}

/** Takes a host's line out of a group. A range stays. */
export function removeHost(source: string, host: { readonly group: string; readonly host: string }): string {
  const lines = read(source).linesOf(host.host, host.group).filter(single);
  return applyEdits(
    source,
    lines.map(({ line }) => ({ start: line.start, end: line.next, with: '' })),
  );
}

/** Adds a line to a section's entries: after the last entry, else right below the header; the section is made when missing. */
export function addToSection(
  source: string,
  inventory: Inventory,
  wanted: { readonly group: string; readonly kind: Section['kind']; readonly entry: string },
): string {
  const section = [...inventory.parts.sections]
    .reverse()
    .find((item) => item.header && item.group === wanted.group && item.kind === wanted.kind);
  if (!section?.header) {
    const header = wanted.kind === 'hosts' ? `[${wanted.group}]` : `[${wanted.group}:${wanted.kind}]`;
    const gap = source === '' || /\n\s*\n$/.test(source) ? [] : [''];
    return insertLines(source, source.length, [...gap, header, wanted.entry]);
  }
  const last = section.lines.findLast((line) => /^\s*[^\s#;]/.test(line.text)) ?? section.header;
  return insertLines(source, last.next, [wanted.entry]);
}

function read(source: string): Inventory {
  const parsed = parseInventory(source);
  if ('problems' in parsed) throw new BugError('an inventory is edited only after it was read well');
  return parsed.inventory;
}

const linesFor = (inventory: Inventory, change: { host: string; group?: string }) =>
  inventory.linesOf(change.host, change.group);

const single = (line: HostLine) => line.hosts.length === 1;

const own = (line: HostLine, name: string): InventoryVar | undefined =>
  single(line) ? line.vars.findLast((item) => item.name === name) : undefined;

/** Behind the last word, before blanks and a comment. */
function endOfWords(line: HostLine): number {
  const last = line.vars.reduce((end, item) => Math.max(end, item.whole.end), 0);
  const indent = line.line.text.length - line.line.text.trimStart().length;
  return Math.max(last, line.line.start + indent + line.pattern.length);
}

/** A comment behind the value belongs to it unless the value is a literal: quoted, it stays a comment. */
function keepApart(source: string, existing: InventoryVar, value: string): string {
  const commentFollows = source.slice(existing.span.end, existing.whole.end).trim() !== '';
  return commentFollows && readPythonValue(value).kind === 'text' ? `"${value.replace(/[\\"]/g, '\\$&')}"` : value;
}

function varLines(inventory: Inventory, change: { group: string; name: string }): readonly SourceLine[] {
  const wanted = (inventory.parts.groupVars.get(change.group) ?? []).filter((item) => item.name === change.name);
  const lines = inventory.parts.sections.flatMap((section) => section.lines);
  return wanted.flatMap((item) => lines.filter((line) => line.number === item.line));
}

const commentOut = (line: SourceLine): Edit => ({ start: line.start, end: line.start, with: '# ' });
