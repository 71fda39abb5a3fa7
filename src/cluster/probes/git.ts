import type { Host } from '../ports/host.ts';

// `git -C` came with 1.8.5; control machines with 1.8.3 are in use, hence cwd everywhere.

/** The commit that `name` (a tag, HEAD) stands for in the repository at `root`; null when there is none, or no repository. */
export async function commitOf(host: Host, root: string, name: string): Promise<string | null> {
  const result = await host.run(['git', 'rev-parse', '--verify', '--quiet', `${name}^{commit}`], { cwd: root });
  const commit = result.stdout.trim();
  return result.exit === 0 && /^[0-9a-f]{40,}$/.test(commit) ? commit : null;
}

/** The files of `paths` as they are at `revision`; those that are not in it are left out. */
export async function filesAt(
  host: Host,
  root: string,
  revision: string,
  paths: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const path of paths) {
    const result = await host.run(['git', 'show', `${revision}:${path}`], { cwd: root });
    if (result.exit === 0) files.set(path, result.stdout);
  }
  return files;
}
