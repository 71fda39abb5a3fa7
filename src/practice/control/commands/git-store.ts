import type { Files } from '../machine.ts';

/**
 * A repository in the stand-in's own form, for machines without git, as plain files that a shell can read too:
 * `HEAD` and `refs/<tag>` hold a commit's id, `origin` where it was cloned from, `trees/<id>/<path>` its files.
 */
export interface Repository {
  /** Where these files lie. */
  readonly store: string;
  /** The commit that is checked out. */
  readonly head: string;
  /** Where it was cloned from; null: nowhere. */
  readonly origin: string | null;
}

/** The directory of a repository's own files: in `.git` of a work tree, in a bare repository beside nothing else. */
export const STORE = 'practice';

/** The repository at exactly this directory, with a work tree or bare; null when it is none. */
export async function readRepository(files: Files, directory: string): Promise<Repository | null> {
  for (const store of [`${directory}/.git/${STORE}`, `${directory}/${STORE}`]) {
    const head = await files.read(`${store}/HEAD`);
    if (head !== null)
      return { store, head: head.trim(), origin: (await files.read(`${store}/origin`))?.trim() ?? null };
  }
  return null;
}

/** The work tree that `directory` lies in; null when it lies in none. */
export async function findRepository(
  files: Files,
  directory: string,
): Promise<{ readonly root: string; readonly repository: Repository } | null> {
  for (let root = directory; root !== ''; root = root.slice(0, root.lastIndexOf('/'))) {
    const repository = await readRepository(files, root);
    if (repository) return { root, repository };
  }
  return null;
}

/** The id of the commit that a revision names: HEAD, a tag or an id, with `^{commit}` or not; null when none does. */
export async function commitOf(files: Files, repository: Repository, revision: string): Promise<string | null> {
  const name = revision.replace(/\^\{commit\}$|\^0$/, '').replace(/^refs\/tags\//, '');
  if (name === 'HEAD') return repository.head;
  const tagged = await files.read(`${repository.store}/refs/${name}`);
  if (tagged !== null) return tagged.trim();
  const known = (await files.list(`${repository.store}/trees`)) ?? [];
  return known.find((id) => name.length >= 7 && id.startsWith(name)) ?? null;
}

/** All tags with their commits, by name. */
export async function tagsOf(files: Files, repository: Repository): Promise<readonly (readonly [string, string])[]> {
  const tags: (readonly [string, string])[] = [];
  for (const tag of (await files.list(`${repository.store}/refs`)) ?? []) {
    tags.push([tag, ((await files.read(`${repository.store}/refs/${tag}`)) ?? '').trim()]);
  }
  return tags;
}

/** A commit's file; null when it has none of this path. */
export async function fileAt(
  files: Files,
  repository: Repository,
  commit: string,
  path: string,
): Promise<string | null> {
  return await files.read(`${repository.store}/trees/${commit}/${path.replace(/^\.\//, '')}`);
}

/** The paths of a commit's files, sorted. */
export async function pathsOf(files: Files, repository: Repository, commit: string): Promise<readonly string[]> {
  const top = `${repository.store}/trees/${commit}`;
  const below = async (directory: string): Promise<readonly string[]> => {
    const names = await files.list(directory);
    if (names === null) return [directory.slice(top.length + 1)];
    return (await Promise.all(names.map((name) => below(`${directory}/${name}`)))).flat();
  };
  return (await below(top)).toSorted();
}
