import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from '../base/text.ts';
import { type JournalProblem, readJournal } from '../engine/journal.ts';
import type { JournalRecord } from '../engine/records.ts';
import { reduce } from '../engine/reduce.ts';
import { EMPTY_STATE, type RunState } from '../engine/state.ts';
import { isRunId } from './run-id.ts';
import { runsDir } from './state-dir.ts';
import { unknownWord, usageError } from './usage-error.ts';

/** A run as its journal tells it. */
export interface KnownRun {
  readonly id: string;
  readonly records: readonly JournalRecord[];
  readonly problems: readonly JournalProblem[];
  readonly state: RunState;
}

/** The journal of a run. */
export function journalPath(stateDir: string, id: string): string {
  return join(runsDir(stateDir), id, 'journal.jsonl');
}

/** Hex sha256, as journals are chained by. */
export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** All runs, the newest first; directories without a journal are none. */
export async function listRuns(stateDir: string): Promise<readonly KnownRun[]> {
  const ids = (await namesIn(runsDir(stateDir))).filter(isRunId).sort().reverse();
  const runs = await Promise.all(ids.map((id) => readRun(stateDir, id)));
  return runs.filter((run) => run !== null);
}

/**
 * One run by its id.
 * @throws OperatorError (usage) `unknown-run`.
 */
export async function findRun(stateDir: string, id: string): Promise<KnownRun> {
  const run = isRunId(id) ? await readRun(stateDir, id) : null;
  if (run) return run;
  const known = (await namesIn(runsDir(stateDir))).filter(isRunId).sort().reverse();
  throw unknownWord({
    code: 'unknown-run',
    what: text(`There is no run "${id}".`, `没有名为“${id}”的运行。`),
    word: id,
    known,
    next: 'belay runs',
  });
}

/**
 * The newest run that can go on.
 * @throws OperatorError (usage) `nothing-to-resume`.
 */
export async function newestUnfinished(stateDir: string): Promise<KnownRun> {
  const run = (await listRuns(stateDir)).find(({ state }) => state.ended?.result !== 'done');
  if (run) return run;
  throw usageError('nothing-to-resume', {
    what: text('There is no run to go on with.', '没有可以继续的运行。'),
    why: text('Every run so far is done, or there is none.', '已有的运行都已完成，或者还没有运行过。'),
    next: [text('belay runs', 'belay runs'), text('belay practice', 'belay practice')],
  });
}

async function readRun(stateDir: string, id: string): Promise<KnownRun | null> {
  const content = await readIfThere(journalPath(stateDir, id));
  if (content === null) return null;
  // A torn last line was never acted upon: what counts is on the disk before anything goes on.
  const lines = content.split('\n').slice(0, -1);
  const { records, problems } = readJournal(lines, sha256);
  if (records.length === 0 && problems.length === 0) return null;
  return { id, records, problems, state: records.reduce(reduce, EMPTY_STATE) };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
