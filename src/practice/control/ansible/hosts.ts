import type { Play } from './play.ts';
import type { AnsibleTree } from './tree.ts';

/** What `-l` and `--tags` choose. */
export interface Selection {
  /** Patterns of `-l`; null: no limit. */
  readonly limit: readonly string[] | null;
  readonly tags: Tags;
}

/** What `--tags` and `--skip-tags` choose. */
export class Tags {
  readonly #only: readonly string[] | null;
  readonly #skip: readonly string[];

  constructor(only: readonly string[] | null, skip: readonly string[]) {
    this.#only = only;
    this.#skip = skip;
  }

  /** Whether tasks with these tags run: `always` runs whatever `--tags` says. */
  chooses(tags: readonly string[]): boolean {
    if (tags.some((tag) => this.#skip.includes(tag))) return false;
    return this.#only === null || tags.includes('always') || tags.some((tag) => this.#only?.includes(tag));
  }
}

/** The hosts of a play after the limit. The implicit localhost is in no inventory: any limit leaves it out. */
export function hostsOf(
  play: Play,
  tree: AnsibleTree,
  selection: Selection,
  made: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const named = play.hosts.flatMap((pattern) => byPattern(pattern, tree, made));
  const limited = selection.limit === null ? null : limitedHosts(tree, selection.limit);
  return [...new Set(named)].filter((host) => limited === null || limited.has(host));
}

/** The inventory's hosts that a limit names. Host names and groups only: an address with an alias matches nothing. */
export function limitedHosts(tree: AnsibleTree, limit: readonly string[]): ReadonlySet<string> {
  const chosen = limit
    .filter((pattern) => !pattern.startsWith('!'))
    .flatMap((pattern) => byPattern(pattern, tree, null));
  const without = new Set(
    limit.filter((pattern) => pattern.startsWith('!')).flatMap((pattern) => byPattern(pattern.slice(1), tree, null)),
  );
  const all = tree.inventory.hostsOf('all');
  const base = limit.every((pattern) => pattern.startsWith('!')) ? all : chosen;
  return new Set(base.filter((host) => all.includes(host) && !without.has(host)));
}

function byPattern(
  pattern: string,
  tree: AnsibleTree,
  made: ReadonlyMap<string, readonly string[]> | null,
): readonly string[] {
  const indexed = /^(.+)\[(\d+)\]$/.exec(pattern);
  if (indexed?.[1]) return byPattern(indexed[1], tree, made).slice(Number(indexed[2]), Number(indexed[2]) + 1);
  if (made?.has(pattern)) return made.get(pattern) ?? [];
  const { inventory } = tree;
  if (pattern === 'all' || inventory.hasGroup(pattern)) return inventory.hostsOf(pattern);
  const all = inventory.hostsOf('all');
  if (pattern.includes('*')) {
    const like = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
    return all.filter((host) => like.test(host));
  }
  if (all.includes(pattern)) return [pattern];
  return pattern === 'localhost' && made !== null ? ['localhost'] : [];
}
