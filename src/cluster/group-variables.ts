import { parseYaml } from '../formats/yaml/parse.ts';
import { plainYamlValue } from '../formats/yaml/value.ts';
import type { GroupVariables } from './tree-variables.ts';

/** The top-level scalars of group_vars/*.yml among a tree's files, by group name. A file that cannot be read gives none. */
export function groupVariables(files: ReadonlyMap<string, string>): GroupVariables {
  const groups = new Map<string, ReadonlyMap<string, string>>();
  for (const [path, content] of files) {
    const group = /^group_vars\/(.+)\.yml$/.exec(path)?.[1];
    if (group !== undefined) groups.set(group, topLevelScalars(content));
  }
  return groups;
}

function topLevelScalars(source: string): ReadonlyMap<string, string> {
  const parsed = parseYaml(source);
  if ('problems' in parsed) return new Map();
  const set = parsed.file.entries.filter((entry) => entry.state === 'set' && entry.path.length === 1);
  return new Map(set.map((entry) => [entry.key, plainYamlValue(entry.source)]));
}
