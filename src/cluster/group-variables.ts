import type { GroupVariables } from './tree-variables.ts';

/** The top-level scalars of group_vars/*.yml among a tree's files, by group name. */
export function groupVariables(files: ReadonlyMap<string, string>): GroupVariables {
  const groups = new Map<string, ReadonlyMap<string, string>>();
  for (const [path, content] of files) {
    const group = /^group_vars\/(.+)\.yml$/.exec(path)?.[1];
    if (group !== undefined) groups.set(group, topLevelScalars(content));
  }
  return groups;
}

function topLevelScalars(source: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, key, quoted, plain] of source.matchAll(/^(\w+):[ \t]+(?:"([^"]*)"|([^#\n]*))/gm)) {
    const value = quoted ?? plain?.trim();
    if (key !== undefined && value !== undefined && value !== '') found.set(key, value);
  }
  return found;
}
