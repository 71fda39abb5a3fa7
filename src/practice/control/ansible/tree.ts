import type { Inventory } from '../../../formats/inventory/inventory.ts';
import { parseInventory } from '../../../formats/inventory/parse.ts';
import { type Files, resolvePath } from '../machine.ts';

/** A tree as ansible sees it: its hosts, groups and variables. */
export interface AnsibleTree {
  /** `playbook_dir`. */
  readonly dir: string;
  readonly inventory: Inventory;
  /** Variable of a host, with `{{ … }}` of other variables filled in; undefined when nothing sets it. */
  value(host: string, name: string): string | undefined;
  /** Address of a host. */
  address(host: string): string;
}

/**
 * Reads a tree by ansible's order of precedence: inventory `[all:vars]` and `[group:vars]`, then group_vars/all.yml, then
 * group_vars/<group>.yml, then host lines, then `-e`.
 * @returns why ansible would refuse the inventory, else the tree.
 */
export async function readTree(
  files: Files,
  read: { readonly dir: string; readonly inventory: string; readonly extra: Readonly<Record<string, string>> },
): Promise<AnsibleTree | string> {
  const path = resolvePath(read.dir, read.inventory);
  const source = await files.read(path);
  if (source === null) return `Unable to parse ${path} as an inventory source`;
  const parsed = parseInventory(source);
  if ('problems' in parsed) return `${path}:${parsed.problems[0]?.line}: ${parsed.problems[0]?.what.en}`;
  const { inventory } = parsed;
  const groupVars = new Map<string, ReadonlyMap<string, string>>();
  for (const name of (await files.list(`${read.dir}/group_vars`)) ?? []) {
    if (!name.endsWith('.yml')) continue;
    groupVars.set(name.slice(0, -4), topLevel((await files.read(`${read.dir}/group_vars/${name}`)) ?? ''));
  }
  const lookUp = (host: string, name: string): string | undefined =>
    read.extra[name] ??
    inventory.hostVars(host).get(name)?.value ??
    ofGroups(host, name, groupVars, inventory) ??
    groupVars.get('all')?.get(name) ??
    inventory.valueFor(host, name) ??
    (name === 'playbook_dir' ? read.dir : undefined);
  const value = (host: string, name: string, depth = 0): string | undefined =>
    lookUp(host, name)?.replace(/\{\{\s*(\w+)\s*\}\}/g, (all, inner: string) =>
      depth > 8 ? all : (value(host, inner, depth + 1) ?? all),
    );
  return { dir: read.dir, inventory, value, address: (host) => inventory.addressOf(host) };
}

function ofGroups(
  host: string,
  name: string,
  groupVars: ReadonlyMap<string, ReadonlyMap<string, string>>,
  inventory: Inventory,
): string | undefined {
  for (const group of [...inventory.groups()].sort().reverse()) {
    const found = groupVars.get(group)?.get(name);
    if (group !== 'all' && found !== undefined && inventory.hostsOf(group).includes(host)) return found;
  }
  return undefined;
}

/** `key: value` lines of a group_vars file: they hold scalars only. */
function topLevel(source: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of source.split('\n')) {
    const match = /^(\w+):\s*(?:"([^"]*)"|'([^']*)'|([^#]*?))\s*(?:#.*)?$/.exec(line);
    const value = match?.[2] ?? match?.[3] ?? match?.[4];
    if (match?.[1] && value) found.set(match[1], value);
  }
  return found;
}

/** Whether ansible takes a value for true. */
export function isTrue(value: string | undefined): boolean {
  return /^(true|yes|on|1)$/i.test(value ?? '');
}
