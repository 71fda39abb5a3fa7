import type { SourceLine, Span } from '../source.ts';

/** One variable, with where it is written. */
export interface InventoryVar {
  readonly name: string;
  /** What Ansible hands to the playbooks, as text: quotes taken off; lists and numbers as written. */
  readonly value: string;
  /** The value as written, quotes included, a comment after it not. */
  readonly source: string;
  /** Where `source` stands. */
  readonly span: Span;
  /** The whole assignment: `name=value` on a host line, the line's text in a :vars section. */
  readonly whole: Span;
  readonly line: number;
}

/** One host line: `TiKV1-1 ansible_host=10.0.0.14 tikv_port=20171`. */
export interface HostLine {
  readonly group: string;
  /** The first word as written: a name, or a range `tikv[1:3]`. */
  readonly pattern: string;
  readonly hosts: readonly string[];
  readonly vars: readonly InventoryVar[];
  readonly line: SourceLine;
}

/** One section, from its header to the next one. */
export interface Section {
  readonly group: string;
  readonly kind: 'hosts' | 'children' | 'vars';
  /** null: the lines before the first header, which Ansible takes as [ungrouped]. */
  readonly header: SourceLine | null;
  /** The lines after the header: entries, comments and blanks. */
  readonly lines: readonly SourceLine[];
}

/** A commented default in a :vars section: `# location_labels = ["host"]`. */
export interface CommentedVar {
  readonly group: string;
  readonly name: string;
  readonly source: string;
  readonly line: SourceLine;
}

/** What the parser gathers; {@link Inventory} answers questions over it. */
export interface InventoryParts {
  readonly source: string;
  readonly sections: readonly Section[];
  readonly hostLines: readonly HostLine[];
  /** Group → its variables as written, in order; a later one overrides an earlier one. */
  readonly groupVars: ReadonlyMap<string, readonly InventoryVar[]>;
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly commented: readonly CommentedVar[];
}

/** An Ansible INI inventory: hosts, groups and variables as Ansible sees them, each with its place in the source. */
export class Inventory {
  readonly parts: InventoryParts;
  readonly #groups: readonly string[];
  /** Group → itself and all groups below it. */
  readonly #families: ReadonlyMap<string, ReadonlySet<string>>;
  /** Host → its groups in the order in which their variables are applied; made when first asked. */
  readonly #groupsOfHost = new Map<string, readonly string[]>();

  constructor(parts: InventoryParts) {
    this.parts = parts;
    this.#groups = [...new Set(parts.sections.filter((section) => section.header).map((section) => section.group))];
    this.#families = new Map(this.#groups.map((group) => [group, familyOf(group, parts.children)]));
  }

  /** Groups in the order in which they first appear; `all` only when written. */
  groups(): readonly string[] {
    return this.#groups;
  }

  hasGroup(group: string): boolean {
    return this.#groups.includes(group);
  }

  /** Groups named by `[group:children]`. */
  childrenOf(group: string): readonly string[] {
    return this.parts.children.get(group) ?? [];
  }

  /** Hosts of a group and of its children, each once, in the order written. `all` has every host. */
  hostsOf(group: string): readonly string[] {
    if (group === 'all') return [...new Set(this.parts.hostLines.flatMap((line) => line.hosts))];
    const members = this.#families.get(group) ?? new Set([group]);
    return [...new Set(this.parts.hostLines.filter((line) => members.has(line.group)).flatMap((line) => line.hosts))];
  }

  /** The lines that name `host`, in any group or in one. */
  linesOf(host: string, group?: string): readonly HostLine[] {
    return this.parts.hostLines.filter(
      (line) => line.hosts.includes(host) && (group === undefined || line.group === group),
    );
  }

  /** The variables written on a host's lines; a host is one in all its groups, so a later line overrides. */
  hostVars(host: string): ReadonlyMap<string, InventoryVar> {
    return byName(this.linesOf(host).flatMap((line) => line.vars));
  }

  /** The variables of `[group:vars]`; `all` gives `[all:vars]`. Duplicates: the last one. */
  groupVars(group: string): ReadonlyMap<string, InventoryVar> {
    return byName(this.parts.groupVars.get(group) ?? []);
  }

  /**
   * What holds for a host within this file: all < its groups (a child overrides its parent; of equal depth the
   * alphabetically later one) < its host lines. group_vars/*.yml, which override `[group:vars]`, are not in this file.
   */
  effectiveVars(host: string): ReadonlyMap<string, InventoryVar> {
    const vars = new Map(this.groupVars('all'));
    for (const group of this.#groupsOf(host)) for (const [name, value] of this.groupVars(group)) vars.set(name, value);
    for (const [name, value] of this.hostVars(host)) vars.set(name, value);
    return vars;
  }

  /** The value of one variable for a host; undefined when nothing sets it. */
  valueFor(host: string, name: string): string | undefined {
    return this.effectiveVars(host).get(name)?.value;
  }

  /** `ansible_host`, or the name itself. */
  addressOf(host: string): string {
    return this.valueFor(host, 'ansible_host') ?? host;
  }

  /** Groups that hold `host`, parents included, in the order in which their variables are applied. */
  #groupsOf(host: string): readonly string[] {
    const known = this.#groupsOfHost.get(host);
    if (known) return known;
    const own = new Set(this.linesOf(host).map((line) => line.group));
    const holding = this.#groups
      .filter((group) => group !== 'all' && [...own].some((name) => this.#families.get(group)?.has(name)))
      .sort((a, b) => this.#depth(a) - this.#depth(b) || (a < b ? -1 : 1));
    this.#groupsOfHost.set(host, holding);
    return holding;
  }

  /** The longest way down from a group without parents. */
  #depth(group: string): number {
    const parents = this.#groups.filter((parent) => parent !== group && this.#families.get(parent)?.has(group));
    return 1 + Math.max(0, ...parents.map((parent) => this.#depth(parent)));
  }
}

/** A group with all groups below it. */
export function familyOf(group: string, children: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set([group]);
  for (const name of found) for (const child of children.get(name) ?? []) found.add(child);
  return found;
}

const byName = (vars: readonly InventoryVar[]) => new Map(vars.map((item) => [item.name, item]));
