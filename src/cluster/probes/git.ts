import type { Host } from '../ports/host.ts';
import { splitBySize } from './split-by-size.ts';

// `git -C` came with 1.8.5; control machines with 1.8.3 are in use, hence cwd everywhere.

/** The commit that `name` (a tag, HEAD) stands for in the repository at `root`; null when there is none, or no repository. */
export async function commitOf(host: Host, root: string, name: string): Promise<string | null> {
  const result = await host.run(['git', 'rev-parse', '--verify', '--quiet', `${name}^{commit}`], { cwd: root });
  const commit = result.stdout.trim();
  return result.exit === 0 && /^[0-9a-f]{40,}$/.test(commit) ? commit : null;
}

/**
 * The files of `paths` as they are at `revision`; those that are not in it are left out. Two commands, however many
 * files: the tree tells their sizes, and one `git show` prints them all, one after the other.
 */
export async function filesAt(
  host: Host,
  root: string,
  revision: string,
  paths: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const sizes = await sizesAt(host, root, revision);
  const wanted = [...paths].filter((path) => sizes.has(path));
  if (wanted.length === 0) return new Map();
  const shown = await host.run(['git', 'show', ...wanted.map((path) => `${revision}:${path}`)], { cwd: root });
  const parts = splitBySize(
    shown.stdout,
    wanted.map((path) => sizes.get(path) ?? 0),
  );
  if (shown.exit === 0 && parts) return new Map(wanted.map((path, n) => [path, parts[n] ?? '']));
  return filesOneByOne(host, root, revision, wanted);
}

/** Bytes of every file at `revision`, by path; empty where there is no such revision. */
async function sizesAt(host: Host, root: string, revision: string): Promise<ReadonlyMap<string, number>> {
  const result = await host.run(['git', 'ls-tree', '-r', '-l', '-z', revision], { cwd: root });
  if (result.exit !== 0) return new Map();
  return new Map(
    result.stdout.split('\0').flatMap((entry): readonly [string, number][] => {
      const [, size, path] = /^\d+ blob [0-9a-f]+\s+(\d+)\t([\s\S]+)$/.exec(entry) ?? [];
      return path === undefined ? [] : [[path, Number(size)]];
    }),
  );
}

async function filesOneByOne(
  host: Host,
  root: string,
  revision: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const path of paths) {
    const result = await host.run(['git', 'show', `${revision}:${path}`], { cwd: root });
    if (result.exit === 0) files.set(path, result.stdout);
  }
  return files;
}
