import type { Inventory } from './inventory/inventory.ts';
import { parseInventory } from './inventory/parse.ts';
import { isBelow, type KeyPath, splitPath } from './key-path.ts';
import type { KeyedFile } from './keyed.ts';
import { parseToml } from './toml/parse.ts';
import { parseYaml } from './yaml/parse.ts';

/**
 * The line, from 0, where a key stands in a file: set, else as a commented default, else the nearest of what holds it.
 * null: the file knows nothing of it, or cannot be read.
 */
export function locateKey(path: string, source: string, key: string): number | null {
  const segments = splitPath(key);
  if (!segments) return null;
  if (path.endsWith('.ini')) {
    const parsed = parseInventory(source);
    return 'inventory' in parsed ? inInventory(parsed.inventory, segments) : null;
  }
  if (/\.ya?ml$/.test(path)) return inKeyed(parseYaml(source), segments);
  return path.endsWith('.toml') ? inKeyed(parseToml(source), segments) : null;
}

function inKeyed(parsed: { readonly file: KeyedFile } | object, path: KeyPath): number | null {
  if (!('file' in parsed)) return null;
  const { entries } = parsed.file;
  for (let depth = path.length; depth > 0; depth -= 1) {
    const wanted = path.slice(0, depth);
    const own = entries.filter(({ path: at }) => at.length === depth && at.every((one, n) => one === wanted[n]));
    const entry =
      own.findLast(({ state }) => state === 'set') ?? own[0] ?? entries.find(({ path: at }) => isBelow(at, wanted));
    if (entry) return entry.line.number - 1;
  }
  return null;
}

function inInventory({ parts }: Inventory, [first = '', second, ...rest]: KeyPath): number | null {
  const section = parts.sections.find(({ group, kind, header }) => header && headerKey(group, kind) === first);
  const around = section?.header ? section.header.number - 1 : null;
  if (first.endsWith(':vars')) {
    const group = first.slice(0, -':vars'.length);
    const set = parts.groupVars.get(group)?.findLast(({ name }) => name === second)?.line;
    const shown = parts.commented.find((item) => item.group === group && item.name === second)?.line.number;
    return set !== undefined ? set - 1 : shown !== undefined ? shown - 1 : around;
  }
  const lines = parts.hostLines.filter((item) => item.group === first && item.hosts.includes(second ?? ''));
  const line = lines.find((item) => item.vars.some(({ name }) => name === rest[0])) ?? lines[0];
  return line ? line.line.number - 1 : around;
}

const headerKey = (group: string, kind: string) => (kind === 'hosts' ? group : `${group}:${kind}`);
