import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Where the configuration of real releases lies; undefined: tests over it are skipped. */
export const TREES = process.env.BELAY_TREES;

/** The files of one release tree that a merge looks at, by path: conf/**, group_vars/**, inventory.ini. */
export function readTree(release: string): ReadonlyMap<string, string> {
  const root = join(TREES as string, release);
  return new Map(
    filesBelow(root)
      .map((path) => [relative(root, path), readFileSync(path, 'utf8')] as const)
      .filter(([path]) => path === 'inventory.ini' || /^(conf|group_vars)\//.test(path)),
  );
}

/** Every file of every release, with its path. */
export function allFiles(): readonly (readonly [path: string, content: string])[] {
  return TREES ? filesBelow(TREES).map((path) => [relative(TREES as string, path), readFileSync(path, 'utf8')]) : [];
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory)
    .sort()
    .map((name) => join(directory, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}
