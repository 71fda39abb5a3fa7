/**
 * Whether a name is meant by a list of patterns, as in ssh_config(5): `*` and `?`, and `!not`, which outweighs the rest.
 * @param matches what one pattern without its `!` means; default: wildcards, case not heeded.
 */
export function meant(
  patterns: readonly string[],
  name: string,
  matches: (pattern: string, name: string) => boolean = wildcard,
): boolean {
  if (patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), name))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && matches(pattern, name));
}

/** Whether a name is what one pattern with `*` and `?` stands for; case is not heeded. */
export function wildcard(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(name);
}
