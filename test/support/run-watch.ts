import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Entry, JournalRecord } from '../../src/engine/records.ts';
import type { CommandEntry } from '../../src/practice/control/command-log.ts';
import { practiceLayout } from '../../src/practice/layout.ts';
import type { AccessEntry } from '../../src/practice/wire/access-log.ts';
import { type GrowingLines, growingLines } from './growing-lines.ts';

/** Something that happened in a run on a practice cluster, as its files tell it. */
export type Happened =
  /** The wizard wrote into its journal. */
  | { readonly is: 'entry'; readonly entry: Entry }
  /** A server or a machine of the cluster was asked to do something: `POST /path body`, or a command line. */
  | { readonly is: 'asked'; readonly what: string };

/** A run as it goes on under somebody else's hands. */
export interface RunWatch {
  /**
   * Waits for what `isIt` says yes to. False when nothing more comes, that is when `over` was so before the last look.
   * What was told once is not told again.
   */
  until(isIt: (happened: Happened) => boolean, over: () => boolean): Promise<boolean>;
  close(): Promise<void>;
}

const LOOK_MS = 2;

/** Watches the only run below a state directory, from its first record on; waits for it to be there. */
export async function watchRun(stateDir: string, over: () => boolean): Promise<RunWatch> {
  const run = await nameOfRun(stateDir, over);
  const { accessLog, commandLog } = practiceLayout(join(stateDir, 'practice', run));
  const sources: readonly (readonly [GrowingLines, (line: string) => Happened])[] = [
    [growingLines(join(stateDir, 'runs', run, 'journal.jsonl')), told],
    [growingLines(accessLog), requested],
    [growingLines(commandLog), called],
  ];
  let waiting: Happened[] = [];
  return {
    until: async (isIt, over) => {
      for (;;) {
        const last = over();
        for (const [lines, read] of sources) waiting.push(...(await lines.next()).map(read));
        const at = waiting.findIndex(isIt);
        waiting = at < 0 ? [] : waiting.slice(at + 1);
        if (at >= 0) return true;
        if (last) return false;
        await wait(LOOK_MS);
      }
    },
    close: async () => {
      for (const [lines] of sources) await lines.close();
    },
  };
}

/** The records of a journal's lines; throws where one is not chained to the line before it. */
export function chainedRecords(lines: readonly string[]): readonly JournalRecord[] {
  let digest = '';
  return lines.map((line, index) => {
    const record = JSON.parse(line) as JournalRecord;
    if (record.prev !== digest || record.seq !== index) throw new Error(`the chain breaks at line ${index + 1}`);
    digest = createHash('sha256').update(line).digest('hex');
    return record;
  });
}

function told(line: string): Happened {
  return { is: 'entry', entry: (JSON.parse(line) as JournalRecord).entry };
}

function requested(line: string): Happened {
  const { method, path, body } = JSON.parse(line) as AccessEntry;
  return { is: 'asked', what: `${method} ${path} ${body}` };
}

function called(line: string): Happened {
  return { is: 'asked', what: (JSON.parse(line) as CommandEntry).words.join(' ') };
}

async function nameOfRun(stateDir: string, over: () => boolean): Promise<string> {
  while (!over()) {
    try {
      const [run] = await readdir(join(stateDir, 'runs'));
      if (run !== undefined) return run;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    await wait(LOOK_MS);
  }
  throw new Error('it ended without a journal');
}
