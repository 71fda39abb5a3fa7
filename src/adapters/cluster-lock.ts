import { randomUUID } from 'node:crypto';
import { BugError, OperatorError } from '../base/errors.ts';
import { sanitiseLine } from '../base/sanitise.ts';
import { text, verbatim } from '../base/text.ts';
import type { Host } from '../cluster/ports/host.ts';
import type { Lock, LockHolder } from '../engine/ports.ts';
import { describeHolder, isAlive, sameHolder, sameProcess } from './lock-holder.ts';
import { quoteArgv } from './ssh/quote.ts';

// Both leave the lock as it is, with exit 9, unless its bytes are those that were looked at. All data comes as arguments.
const IF_UNCHANGED = '[ "$(sha256sum <"$2" | cut -c1-64)" = "$1" ] || exit 9;';
const SWAP = `${IF_UNCHANGED} exec mv -f -- "$3" "$2"`;
const DROP = `${IF_UNCHANGED} exec rm -f -- "$2"`;
const CHANGED_EXIT = 9;

/** Where the locks of all clusters lie, and whose lock this is. */
export interface ClusterLockOptions {
  /** Absolute, on the control machine. Made with 0700. */
  readonly directory: string;
  readonly cluster: string;
}

/** What lies there, and the digest of its bytes: what a change rests on. */
interface Seen {
  readonly holder: LockHolder;
  readonly sha256: string;
}

/**
 * The lock of a cluster as a file on its control machine, with who holds it. Taking it is a hard link, which only one can
 * make and which is never seen half written; changing hands and releasing compare first, under flock.
 * What the same run left behind on this host, by a process that is no more, is taken up again. A lock file that cannot be
 * read as one is held by a holder that says so, and can only be taken over.
 * Rejects with OperatorError `lock-unusable`, `lock-changed`, or what the control machine says.
 */
export function clusterLock(control: Host, options: ClusterLockOptions): Lock {
  const path = `${options.directory}/${fileName(options.cluster)}.lock`;

  const take: Lock['take'] = async (holder) => {
    if (await create(control, path, holder)) return null;
    const seen = await look(control, path);
    if (seen === null) return take(holder);
    if (sameProcess(seen.holder, holder)) return null;
    const alive = await isAlive(seen.holder, holder.host);
    if (seen.holder.run !== holder.run || alive !== false) return { heldBy: seen.holder, alive };
    return (await swap(control, path, seen.sha256, holder)) ? null : take(holder);
  };

  return {
    take,
    takeOver: async (holder, from) => {
      const seen = await look(control, path);
      const taken =
        seen === null
          ? await create(control, path, holder)
          : sameHolder(seen.holder, from) && (await swap(control, path, seen.sha256, holder));
      if (!taken) throw changedHands(path, (await look(control, path))?.holder ?? null);
    },
    release: async (holder) => {
      const seen = await look(control, path);
      if (seen === null || !sameProcess(seen.holder, holder)) return;
      await guarded(control, path, DROP, [seen.sha256, path]);
    },
  };
}

async function look(control: Host, path: string): Promise<Seen | null> {
  // The digest first: when somebody writes in between, it fits no more, and nothing is changed by it.
  const sha256 = await control.sha256(path);
  const content = sha256 === null ? null : await control.readFile(path);
  return sha256 === null || content === null ? null : { holder: describeHolder(content, sha256), sha256 };
}

async function create(control: Host, path: string, holder: LockHolder): Promise<boolean> {
  await makeDirectory(control, path);
  const draft = await writeDraft(control, path, holder);
  try {
    const made = await control.run(['ln', '--', draft, path]);
    if (made.exit === 0) return true;
    if ((await control.sha256(path)) !== null) return false;
    throw unusable(path, made.stderr);
  } finally {
    await control.removeFile(draft);
  }
}

async function swap(control: Host, path: string, sha256: string, holder: LockHolder): Promise<boolean> {
  const draft = await writeDraft(control, path, holder);
  try {
    return await guarded(control, path, SWAP, [sha256, path, draft]);
  } finally {
    await control.removeFile(draft);
  }
}

/** Runs one of the scripts while nobody else does; false when the lock is not what it was. */
async function guarded(control: Host, path: string, script: string, args: readonly string[]): Promise<boolean> {
  const done = await control.run(['flock', '-w', '10', `${path}.guard`, 'sh', '-c', script, 'sh', ...args]);
  if (done.exit === 0) return true;
  if (done.exit === CHANGED_EXIT) return false;
  throw unusable(path, done.stderr);
}

async function makeDirectory(control: Host, path: string): Promise<void> {
  const made = await control.run(['mkdir', '-p', '-m', '700', '--', directoryOf(path)]);
  if (made.exit !== 0) throw unusable(path, made.stderr);
}

async function writeDraft(control: Host, path: string, holder: LockHolder): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  await control.writeFile(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  return draft;
}

/** A cluster's name as a file name: what could leave the directory is written as %XX. */
function fileName(cluster: string): string {
  if (cluster === '') throw new BugError('a lock needs the name of its cluster');
  return encodeURIComponent(cluster).replace(/^\./, '%2E');
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function unusable(path: string, stderr: string): OperatorError {
  const byHand = `${quoteArgv(['ls', '-l', path])}; ${quoteArgv(['df', '-h', directoryOf(path)])}`;
  return new OperatorError({
    code: 'lock-unusable',
    kind: 'failed',
    what: text(`The cluster's lock ${path} cannot be used`, `集群锁文件 ${path} 无法使用`),
    why: verbatim(sanitiseLine(stderr).trim().slice(0, 300)),
    next: [
      text(
        `On the control machine, see who owns it and whether the disk has room: ${byHand}`,
        `在中控机上查看其属主及剩余空间：${byHand}`,
      ),
    ],
  });
}

function changedHands(path: string, now: LockHolder | null): OperatorError {
  const who = now === null ? '-' : `${now.run}, ${now.user}@${now.host}, pid ${now.pid}`;
  return new OperatorError({
    code: 'lock-changed',
    kind: 'blocked',
    what: text('The lock changed hands in the meantime; it was not taken over', '在此期间锁已易主；未接管'),
    why: verbatim(`${path}: ${who}`),
    next: [text('Talk to who holds it now, then try again: belay resume', '与当前持有者沟通后重试：belay resume')],
  });
}
