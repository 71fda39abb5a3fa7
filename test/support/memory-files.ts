import type { Files } from '../../src/practice/control/machine.ts';

/** A file in memory. */
export interface MemoryFile {
  readonly content: string;
  readonly mode: number;
}

/** All files of all hosts by absolute path, as plain data: a copy of `all` is a snapshot. */
export interface MemoryFiles extends Files {
  readonly all: ReadonlyMap<string, MemoryFile>;
  /** The entries of a directory with their kind; null: there is none. */
  entries(path: string): readonly { readonly name: string; readonly kind: 'file' | 'directory' }[] | null;
}

/** Files in memory, beginning with `first`. Directories are there as long as something lies in them, or were made. */
export function memoryFiles(first: ReadonlyMap<string, MemoryFile>): MemoryFiles {
  const all = new Map(first);
  const write = (path: string, content: string, mode?: number): void => {
    all.set(path, { content, mode: mode ?? all.get(path)?.mode ?? 0o644 });
  };
  const under = (path: string): readonly string[] => {
    const start = path.endsWith('/') ? path : `${path}/`;
    return [...all.keys()].filter((key) => key.startsWith(start));
  };
  const entries: MemoryFiles['entries'] = (path) => {
    const start = path.endsWith('/') ? path : `${path}/`;
    const found = new Map<string, 'file' | 'directory'>();
    const inside = under(path);
    for (const key of inside) {
      const [name = '', ...deeper] = key.slice(start.length).split('/');
      if (name !== KEEP) found.set(name, deeper.length > 0 ? 'directory' : 'file');
    }
    if (inside.length === 0) return null;
    return [...found].map(([name, kind]) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  return {
    all,
    entries,
    read: async (path) => all.get(path)?.content ?? null,
    write: async (path, content, mode) => write(path, content, mode),
    append: async (path, content) => write(path, (all.get(path)?.content ?? '') + content),
    copy: async (from, to) => {
      const file = all.get(from);
      if (file) all.set(to, file);
      for (const key of under(from)) all.set(to + key.slice(from.length), all.get(key) as MemoryFile);
    },
    remove: async (path) => {
      for (const key of [path, ...under(path)]) all.delete(key);
    },
    makeDirectory: async (path) => write(`${path}/${KEEP}`, ''),
    list: async (path) => entries(path)?.map((entry) => entry.name) ?? null,
  };
}

/** Stands for an empty directory. */
const KEEP = '.keep';
