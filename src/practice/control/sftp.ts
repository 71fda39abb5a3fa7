import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import {
  chmod,
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  utimes,
} from 'node:fs/promises';
import { resolve } from 'node:path';
import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from 'ssh2';

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp;

/** Serves one sftp session over this machine's files; relative paths start in `home`. */
export function serveSftp(sftp: SFTPWrapper, home: string): void {
  const handles = new Map<number, OpenFile | OpenDirectory>();
  let next = 0;
  const remember = (handle: OpenFile | OpenDirectory): Buffer => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32BE(next);
    handles.set(next, handle);
    next += 1;
    return buffer;
  };
  const find = (buffer: Buffer) => handles.get(buffer.length === 4 ? buffer.readUInt32BE() : -1);
  const file = (buffer: Buffer): FileHandle => {
    const found = find(buffer);
    if (found?.kind !== 'file') throw Object.assign(new Error('no such handle'), { code: 'EBADF' });
    return found.handle;
  };
  const at = (path: string): string => resolve(home, path);
  /** Answers a request; whatever fails is told by its status. */
  const answer = (id: number, work: () => Promise<void>): void => {
    work().catch((error: NodeJS.ErrnoException) => sftp.status(id, statusOf(error), error.message));
  };
  const ok = (id: number, _done?: unknown) => sftp.status(id, STATUS_CODE.OK);

  sftp.on('OPEN', (id, path, flags, attributes) =>
    answer(id, async () => {
      const handle = await open(at(path), nodeFlags(flags), attributes.mode ?? 0o644);
      sftp.handle(id, remember({ kind: 'file', handle }));
    }),
  );
  sftp.on('READ', (id, handle, offset, length) =>
    answer(id, async () => {
      const { bytesRead, buffer } = await file(handle).read(Buffer.alloc(length), 0, length, offset);
      if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, buffer.subarray(0, bytesRead));
    }),
  );
  sftp.on('WRITE', (id, handle, offset, data) =>
    answer(id, async () => {
      await file(handle).write(data, 0, data.length, offset);
      ok(id);
    }),
  );
  sftp.on('CLOSE', (id, handle) =>
    answer(id, async () => {
      const found = find(handle);
      handles.delete(handle.readUInt32BE());
      if (found?.kind === 'file') await found.handle.close();
      ok(id);
    }),
  );
  sftp.on('OPENDIR', (id, path) =>
    answer(id, async () => {
      const names = await readdir(at(path));
      sftp.handle(id, remember({ kind: 'directory', path: at(path), names }));
    }),
  );
  sftp.on('READDIR', (id, handle) =>
    answer(id, async () => {
      const found = find(handle);
      if (found?.kind !== 'directory' || found.names.length === 0) {
        sftp.status(id, STATUS_CODE.EOF);
        return;
      }
      const names = found.names.splice(0, 100);
      sftp.name(id, await Promise.all(names.map((name) => entry(found.path, name))));
    }),
  );
  sftp.on('STAT', (id, path) => answer(id, async () => sftp.attrs(id, attributesOf(await stat(at(path))))));
  sftp.on('LSTAT', (id, path) => answer(id, async () => sftp.attrs(id, attributesOf(await lstat(at(path))))));
  sftp.on('FSTAT', (id, handle) => answer(id, async () => sftp.attrs(id, attributesOf(await file(handle).stat()))));
  sftp.on('SETSTAT', (id, path, attributes) =>
    answer(id, async () => {
      if (attributes.mode !== undefined) await chmod(at(path), attributes.mode & 0o7777);
      if (attributes.mtime !== undefined) await utimes(at(path), attributes.atime, attributes.mtime);
      ok(id);
    }),
  );
  sftp.on('FSETSTAT', (id, handle, attributes) =>
    answer(id, async () => {
      if (attributes.mode !== undefined) await file(handle).chmod(attributes.mode & 0o7777);
      if (attributes.size !== undefined) await file(handle).truncate(attributes.size);
      ok(id);
    }),
  );
  sftp.on('REMOVE', (id, path) => answer(id, async () => ok(id, await rm(at(path)))));
  sftp.on('RMDIR', (id, path) => answer(id, async () => ok(id, await rmdir(at(path)))));
  sftp.on('MKDIR', (id, path, attributes) =>
    answer(id, async () => ok(id, await mkdir(at(path), { mode: attributes.mode ?? 0o755 }))),
  );
  sftp.on('RENAME', (id, from, to) => answer(id, async () => ok(id, await renameNew(at(from), at(to)))));
  sftp.on('REALPATH', (id, path) =>
    answer(id, async () => {
      const real = await realpath(at(path)).catch(() => at(path));
      sftp.name(id, [{ filename: real, longname: real, attrs: {} as Attributes }]);
    }),
  );
  sftp.on('READLINK', (id, path) =>
    answer(id, async () => {
      const target = await readlink(at(path));
      sftp.name(id, [{ filename: target, longname: target, attrs: {} as Attributes }]);
    }),
  );
  sftp.on('SYMLINK', (id, target, path) => answer(id, async () => ok(id, await symlink(target, at(path)))));
}

interface OpenFile {
  readonly kind: 'file';
  readonly handle: FileHandle;
}

interface OpenDirectory {
  readonly kind: 'directory';
  readonly path: string;
  readonly names: string[];
}

/** Plain sftp rename refuses to replace a file, as OpenSSH's does. */
async function renameNew(from: string, to: string): Promise<void> {
  const there = await lstat(to).catch(() => null);
  if (there) throw Object.assign(new Error(`${to} is there already`), { code: 'EEXIST' });
  await rename(from, to);
}

async function entry(directory: string, name: string): Promise<FileEntry> {
  const stats = await lstat(`${directory}/${name}`);
  const kind = stats.isDirectory() ? 'd' : stats.isSymbolicLink() ? 'l' : '-';
  const longname = `${kind}rw-r--r-- 1 tidb tidb ${stats.size} Jan 1 00:00 ${name}`;
  return { filename: name, longname, attrs: attributesOf(stats) };
}

function attributesOf(stats: Stats): Attributes {
  return {
    mode: stats.mode,
    uid: stats.uid,
    gid: stats.gid,
    size: stats.size,
    atime: Math.floor(stats.atimeMs / 1000),
    mtime: Math.floor(stats.mtimeMs / 1000),
  };
}

function nodeFlags(flags: number): number {
  const has = (bit: number) => (flags & bit) !== 0;
  const access =
    has(OPEN_MODE.READ) && has(OPEN_MODE.WRITE) ? constants.O_RDWR : has(OPEN_MODE.WRITE) ? constants.O_WRONLY : 0;
  return (
    access |
    (has(OPEN_MODE.APPEND) ? constants.O_APPEND : 0) |
    (has(OPEN_MODE.CREAT) ? constants.O_CREAT : 0) |
    (has(OPEN_MODE.TRUNC) ? constants.O_TRUNC : 0) |
    (has(OPEN_MODE.EXCL) ? constants.O_EXCL : 0)
  );
}

function statusOf(error: NodeJS.ErrnoException): number {
  if (error.code === 'ENOENT') return STATUS_CODE.NO_SUCH_FILE;
  if (error.code === 'EACCES' || error.code === 'EPERM') return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}
