import { readFile } from 'node:fs/promises';
import { isJsonObject, parseJson } from '../base/json.ts';
import { sanitiseLine } from '../base/sanitise.ts';
import type { LockHolder } from '../engine/ports.ts';

const UNREADABLE: Omit<LockHolder, 'run'> = { user: '?', host: '?', pid: 0, since: 0 };

/**
 * Who holds a lock, read from its file, safe to show. A file that is no lock of ours (torn, forged, empty) gives a holder
 * whose run names its digest, so that it can be told from every other.
 */
export function describeHolder(content: string, sha256: string): LockHolder {
  return parseHolder(content) ?? { run: `unreadable lock file ${sha256.slice(0, 12)}`, ...UNREADABLE };
}

/** Whether both are the same process of the same run. */
export function sameProcess(a: LockHolder, b: LockHolder): boolean {
  return a.run === b.run && a.user === b.user && a.host === b.host && a.pid === b.pid;
}

/** Whether both are the same holding of the lock: exactly what was shown. */
export function sameHolder(a: LockHolder, b: LockHolder): boolean {
  return sameProcess(a, b) && a.since === b.since;
}

/** Whether the holder's process still is; unknown for other hosts, whose processes cannot be seen from `here`. */
export async function isAlive(holder: LockHolder, here: string): Promise<boolean | 'unknown'> {
  if (holder.host !== here || holder.pid <= 0) return 'unknown';
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  return !(await isZombie(holder.pid));
}

/** Killed, but not yet collected by its parent (in containers, at times, never): it does nothing any more. */
async function isZombie(pid: number): Promise<boolean> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The state follows the name, which stands in brackets and may hold anything.
    return stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch (error) {
    // Gone in between, or a system without /proc.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function parseHolder(content: string): LockHolder | null {
  try {
    const value = parseJson(content);
    if (!isJsonObject(value)) return null;
    const { run, user, host, pid, since } = value;
    const words = [run, user, host].every((word) => typeof word === 'string' && word !== '' && word.length <= 200);
    if (!words || !isPid(pid) || typeof since !== 'number' || since < 0) return null;
    return { run: sanitiseLine(`${run}`), user: sanitiseLine(`${user}`), host: sanitiseLine(`${host}`), pid, since };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

// 0 and below mean whole process groups to kill().
function isPid(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
