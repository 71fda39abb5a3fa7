import { appendFile, chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Files } from './machine.ts';

/** The files of all hosts on this machine's disk. */
export function nodeFiles(): Files {
  return {
    read: (path) => orNull(readFile(path, 'utf8')),
    write: async (path, content, mode) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.new~`, content, mode === undefined ? {} : { mode });
      if (mode !== undefined) await chmod(`${path}.new~`, mode);
      await rename(`${path}.new~`, path);
    },
    append: async (path, content) => {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, content);
    },
    copy: (from, to) => cp(from, to, { recursive: true }),
    remove: (path) => rm(path, { recursive: true, force: true }),
    makeDirectory: async (path) => {
      await mkdir(path, { recursive: true });
    },
    list: async (path) => (await orNull(readdir(path)))?.sort() ?? null,
  };
}

/** null for what is not there; everything else is an error. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
