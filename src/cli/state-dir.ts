import { chmod, mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text, verbatim } from '../base/text.ts';
import type { Surroundings } from './surroundings.ts';
import { usageError } from './usage-error.ts';

/** The directory that holds all of belay's state: BELAY_STATE_DIR, else $XDG_STATE_HOME/belay, else ~/.local/state/belay. */
export function stateDirOf(around: Pick<Surroundings, 'env' | 'home' | 'cwd'>): string {
  const { BELAY_STATE_DIR: own, XDG_STATE_HOME: xdg } = around.env;
  if (own) return resolve(around.cwd, own);
  return xdg?.startsWith('/') ? join(xdg, 'belay') : join(around.home, '.local', 'state', 'belay');
}

/** Where the practice cluster keeps its world; profiles in it may carry a clock. */
export function practiceDir(stateDir: string): string {
  return join(stateDir, 'practice');
}

/** Where the runs live, a directory each. */
export function runsDir(stateDir: string): string {
  return join(stateDir, 'runs');
}

/**
 * Makes a directory of belay's own, 0700; one that others may enter is mended.
 * @throws OperatorError (usage) `state-dir` when it belongs to somebody else or cannot be made.
 */
export async function ensurePrivateDir(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const { mode, uid } = await stat(path);
    if (process.getuid && uid !== process.getuid()) throw foreignDir(path, uid);
    if ((mode & 0o077) !== 0) await chmod(path, 0o700);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw usageError('state-dir', {
      what: text(`belay cannot use its directory ${path}.`, `belay 无法使用目录 ${path}。`),
      why: verbatim(code),
      next: [
        text(`ls -ld ${path}; or choose another with BELAY_STATE_DIR`, `ls -ld ${path}；或用 BELAY_STATE_DIR 另选目录`),
      ],
    });
  }
}

function foreignDir(path: string, uid: number) {
  return usageError('state-dir', {
    what: text(`${path} belongs to somebody else.`, `${path} 属于其他用户。`),
    why: text(
      `Its owner is user ${uid}; what belay does to a cluster is kept private.`,
      `其属主是用户 ${uid}；belay 对集群所做的记录应保持私有。`,
    ),
    next: [text('Choose another with BELAY_STATE_DIR.', '请用 BELAY_STATE_DIR 另选目录。')],
  });
}
