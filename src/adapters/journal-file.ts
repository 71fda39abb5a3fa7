import { constants, type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { BugError, OperatorError } from '../base/errors.ts';
import { text, verbatim } from '../base/text.ts';
import type { JournalStore } from '../engine/ports.ts';
import { quoteArgv } from './ssh/quote.ts';
import { reasonOf } from './wire-errors.ts';

/**
 * Opens a run's journal, creating it (0600) and its directories (0700). Lines are appended in the order of the calls.
 * A torn last line (power lost, disk full) is left out by `read` and cut off before the next append.
 * After a failed write or fsync nothing more is taken: what the disk holds is then not known.
 * @throws OperatorError `journal-unwritable`, from `append` too; `journal-unreadable` from `read`.
 */
export async function openJournalFile(path: string): Promise<JournalStore & { close(): Promise<void> }> {
  const file = await openDurably(path).catch((error: unknown) => {
    throw unwritable(path, error);
  });
  let tailIsWhole = false;
  let broken: OperatorError | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    // Each caller hears of its own failure; the next in the row is not to fail by it.
    last = turn.catch(() => undefined);
    return turn;
  };

  const write = async (line: string, sync: boolean): Promise<void> => {
    if (broken !== null) throw broken;
    try {
      if (!tailIsWhole) await file.truncate(wholeLines(await readFile(path)).length);
      tailIsWhole = true;
      await file.appendFile(`${line}\n`);
      if (sync) await file.datasync();
    } catch (error) {
      broken = unwritable(path, error);
      throw broken;
    }
  };

  return {
    read: () => inTurn(() => readJournalFile(path)),
    append: async (line, sync) => {
      if (line.includes('\n')) throw new BugError('a journal line must not hold a newline');
      await inTurn(() => write(line, sync));
    },
    close: () => inTurn(() => file.close()),
  };
}

/**
 * The whole lines of a journal, without creating or changing it: for reports and replays, of live runs too.
 * @throws OperatorError `journal-unreadable`.
 */
export async function readJournalFile(path: string): Promise<readonly string[]> {
  try {
    const source = wholeLines(await readFile(path)).toString('utf8');
    return source.split('\n').slice(0, -1);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Everything up to the last newline, it included. */
function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
}

async function openDurably(path: string): Promise<FileHandle> {
  const directory = dirname(resolve(path));
  const firstMade = await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o600);
  // A new name is on the disk only when its directory is: up to the one that was there before.
  const top = firstMade === undefined ? directory : dirname(firstMade);
  for (let at = directory; ; at = dirname(at)) {
    await syncDirectory(at);
    if (at === top) return file;
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function unwritable(path: string, cause: unknown): OperatorError {
  const df = quoteArgv(['df', '-h', dirname(path)]);
  return new OperatorError(
    {
      code: 'journal-unwritable',
      kind: 'failed',
      what: text(
        `The journal ${path} cannot be written; nothing more is done`,
        `日志 ${path} 无法写入；不再执行任何操作`,
      ),
      why: verbatim(reasonOf(cause)),
      next: [
        text(`Look for room: ${df}`, `检查剩余空间：${df}`),
        text('Then go on with: belay resume', '然后继续执行：belay resume'),
      ],
    },
    { cause },
  );
}

function unreadable(path: string, cause: unknown): OperatorError {
  const ls = quoteArgv(['ls', '-l', path]);
  return new OperatorError(
    {
      code: 'journal-unreadable',
      kind: 'failed',
      what: text(`The journal ${path} cannot be read`, `日志 ${path} 无法读取`),
      why: verbatim(reasonOf(cause)),
      next: [text(`Look at it: ${ls}`, `查看该文件：${ls}`)],
    },
    { cause },
  );
}
