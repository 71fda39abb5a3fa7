import { createHash, randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DirectoryEntry, Host } from '../../cluster/ports/host.ts';
import { accessDenied, fileFailed } from '../host-trouble.ts';

/** The file methods of a {@link Host} on this machine. */
export function localFiles(
  host: string,
): Pick<Host, 'readFile' | 'writeFile' | 'removeFile' | 'list' | 'sha256' | 'freeBytes'> {
  const attempt = async <T>(what: string, path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw troubleOf(error, `${what} ${path}`, host);
    }
  };
  return {
    readFile: (path) => attempt('reading', path, () => unlessMissing(readFile(path, 'utf8'))),
    writeFile: (path, content, options) => attempt('writing', path, () => replace(path, content, options?.mode)),
    removeFile: (path) => attempt('removing', path, () => rm(path, { force: true })),
    list: (path) => attempt('listing', path, () => listed(path)),
    sha256: (path) => attempt('reading', path, () => digest(path)),
    freeBytes: (path) => attempt('looking at the disk of', path, () => free(path)),
  };
}

async function replace(path: string, content: string, mode: number | undefined): Promise<void> {
  const target = (await unlessMissing(realpath(path))) ?? path;
  await mkdir(dirname(target), { recursive: true });
  const before = await unlessMissing(stat(target));
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content, 'utf8');
      await file.chmod(mode ?? (before ? before.mode & 0o7777 : 0o644));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncDirectory(dirname(target));
}

/** Makes the rename itself last. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function listed(path: string): Promise<readonly DirectoryEntry[] | null> {
  const names = await unlessMissing(readdir(path));
  if (names === null) return null;
  const entries = await Promise.all(names.sort().map((name) => entryOf(path, name)));
  return entries.filter((entry) => entry !== null);
}

async function entryOf(directory: string, name: string): Promise<DirectoryEntry | null> {
  const seen = await unlessMissing(lstat(join(directory, name)));
  if (seen === null) return null;
  const kind = seen.isFile() ? 'file' : seen.isDirectory() ? 'directory' : seen.isSymbolicLink() ? 'link' : 'other';
  return { name, kind, sizeBytes: seen.size };
}

async function digest(path: string): Promise<string | null> {
  const file = await unlessMissing(open(path, 'r'));
  if (file === null) return null;
  const hash = createHash('sha256');
  for await (const chunk of file.createReadStream()) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function free(path: string): Promise<number> {
  const seen = await unlessMissing(statfs(path));
  if (seen !== null) return seen.bavail * seen.bsize;
  return await free(dirname(path));
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

function troubleOf(error: unknown, what: string, host: string): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error as Error;
  const evidence = { host, seen: message, cause: error };
  return code === 'EACCES' || code === 'EPERM' ? accessDenied(what, evidence) : fileFailed(what, evidence);
}
