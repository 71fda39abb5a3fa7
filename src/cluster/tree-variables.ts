import type { Inventory } from '../formats/inventory/inventory.ts';

/** Variables of group_vars/*.yml: group name (`all`, `tikv_servers`) → key → value as text. */
export type GroupVariables = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Where the variables of one host in one group (or of a group alone) are looked up. */
export interface VariablesSource {
  readonly inventory: Inventory;
  readonly groupVars: GroupVariables;
  readonly group: string;
  /** null: what holds for the group as a whole. */
  readonly host: string | null;
}

/**
 * Variables as a playbook sees them. Ansible's precedence, lowest first: `[all:vars]`, `[group:vars]`,
 * group_vars/all.yml, group_vars/<group>.yml, the host's own line.
 */
export class VariablesOf {
  readonly #from: VariablesSource;

  constructor(from: VariablesSource) {
    this.#from = from;
  }

  /** The value, templates of plain variables filled in; null when nothing sets it, or a template cannot be filled in. */
  text(name: string): string | null {
    return this.#resolve(name, 0);
  }

  /** A TCP port; null when nothing sets one. */
  port(name: string): number | null {
    const value = this.text(name);
    return value !== null && /^\d{1,5}$/.test(value) ? Number(value) : null;
  }

  /** Whether it is set and true, as Ansible reads truth. */
  flag(name: string): boolean {
    return /^(true|yes|on|1)$/i.test(this.text(name) ?? '');
  }

  #resolve(name: string, depth: number): string | null {
    const raw = this.#raw(name);
    if (raw === undefined || depth > DEEPEST) return null;
    let whole = true;
    const filled = raw.replace(/\{\{\s*(\w+)\s*\}\}/g, (_all, inner: string) => {
      const value = this.#resolve(inner, depth + 1);
      if (value === null) whole = false;
      return value ?? '';
    });
    return whole && !filled.includes('{{') ? filled : null;
  }

  #raw(name: string): string | undefined {
    const { inventory, groupVars, group, host } = this.#from;
    return (
      (host === null ? undefined : inventory.hostVars(host).get(name)?.value) ??
      groupVars.get(group)?.get(name) ??
      groupVars.get('all')?.get(name) ??
      (host === null
        ? (inventory.groupVars(group).get(name) ?? inventory.groupVars('all').get(name))
        : inventory.effectiveVars(host).get(name)
      )?.value
    );
  }
}

/** A template that names itself would never end. */
const DEEPEST = 5;
