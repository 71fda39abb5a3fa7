import type { Files } from '../machine.ts';

/** A commit of a stored repository. */
export interface Commit {
  readonly id: string;
  readonly tags: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

/** What lies in a repository's `practice.json`: the stand-in's own simple form, for machines without git. */
export interface Repository {
  /** The commit that is checked out. */
  readonly head: string;
  /** Where it was cloned from; null: nowhere. */
  readonly origin: string | null;
  readonly commits: readonly Commit[];
}

/** The file of a repository: in `.git` of a work tree, or in a bare repository itself. */
export const STORE = 'practice.json';

/** Reads the repository at exactly this directory, bare or not; null when it is none. */
export async function readRepository(files: Files, directory: string): Promise<Repository | null> {
  const source = (await files.read(`${directory}/.git/${STORE}`)) ?? (await files.read(`${directory}/${STORE}`));
  return source === null ? null : (JSON.parse(source) as Repository);
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

/** The commit that a revision names: HEAD, a tag, an id or its beginning, with `^{commit}` or not. */
export function commitOf(repository: Repository, revision: string): Commit | null {
  const name = revision.replace(/\^\{commit\}$|\^0$/, '').replace(/^refs\/tags\//, '');
  const wanted = name === 'HEAD' ? repository.head : name;
  const byId = repository.commits.find((one) => one.id === wanted || (wanted.length >= 7 && one.id.startsWith(wanted)));
  return byId ?? repository.commits.find((one) => one.tags.includes(wanted)) ?? null;
}
