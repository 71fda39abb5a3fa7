import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** How a call of belay ended. */
export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A belay that runs. */
export interface Running {
  readonly pid: number;
  /** Waits until standard output shows it. */
  until(shown: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** The real belay, with a state directory of its own. */
export interface Belay {
  readonly bin: string;
  readonly stateDir: string;
  run(...words: string[]): Promise<Ended>;
  start(...words: string[]): Running;
}

const ROOT = resolve(import.meta.dirname, '../..');
const CACHE = join(ROOT, 'node_modules/.cache/belay-test');
const HOUR_MS = 3_600_000;

/** Who runs belay, and with what beside the test's own environment. */
export interface RunAs {
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Builds belay from the source as it is now, away from `dist`, once for all tests of a state of the source. */
export async function builtBelay(stateDir: string, cwd: string = stateDir, as: RunAs = {}): Promise<Belay> {
  const bin = join(await build(), 'bin/belay.js');
  const start = (...words: string[]): Running => {
    const child = spawn(process.execPath, [bin, ...words], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, BELAY_STATE_DIR: stateDir, LANG: 'C.UTF-8', LC_ALL: '', NO_COLOR: '1', ...as.env },
      ...(as.uid === undefined ? {} : { uid: as.uid, gid: as.uid }),
    });
    const said = { stdout: '', stderr: '' };
    const listeners = new Set<() => void>();
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (data: string) => {
        said[name] += data;
        for (const listener of listeners) listener();
      });
    }
    const ended = new Promise<Ended>((done) => child.on('close', (exit) => done({ exit, ...said })));
    const until = (shown: string) =>
      new Promise<void>((done, fail) => {
        const look = () => said.stdout.includes(shown) && done();
        listeners.add(look);
        look();
        void ended.then(() => fail(new Error(`ended without "${shown}":\n${said.stdout}\n${said.stderr}`)));
      });
    return { pid: child.pid ?? 0, until, signal: (name) => child.kill(name), ended };
  };
  return { bin, stateDir, start, run: (...words) => start(...words).ended };
}

async function build(): Promise<string> {
  const target = join(CACHE, await digestOfSource());
  if (await isThere(target)) return target;
  await mkdir(CACHE, { recursive: true });
  for (const old of await readdir(CACHE)) {
    const { mtimeMs } = await stat(join(CACHE, old));
    if (Date.now() - mtimeMs > HOUR_MS) await rm(join(CACHE, old), { recursive: true });
  }
  const draft = await mkdtemp(join(CACHE, 'draft-'));
  // Some tests run it as another user.
  await chmod(draft, 0o755);
  for (const name of ['src', 'node_modules', 'package.json', 'tsconfig.json']) {
    await symlink(join(ROOT, name), join(draft, name));
  }
  for (const name of ['build.js', 'bin']) await cp(join(ROOT, name), join(draft, name), { recursive: true });
  await promisify(execFile)(process.execPath, ['build.js'], { cwd: draft });
  try {
    await rename(draft, target);
  } catch (error) {
    // Another test file was quicker: both built the same.
    if (!(await isThere(target))) throw error;
    await rm(draft, { recursive: true });
  }
  return target;
}

async function digestOfSource(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of ['build.js', 'package.json', ...(await filesIn('src')), ...(await filesIn('bin'))].sort()) {
    const { mtimeMs, size } = await stat(join(ROOT, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(join(ROOT, directory), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
