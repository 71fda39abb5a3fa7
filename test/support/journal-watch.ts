import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Entry, JournalRecord } from '../../src/engine/records.ts';

const LOOK_MS = 2;

/** A journal as it grows under somebody else's hands. */
export interface JournalWatch {
  /**
   * Reads on until an entry is the one: true. False when `over` says that nothing more will come, and all was read.
   * What was read before is not told again.
   */
  until(isIt: (entry: Entry) => boolean, over: () => boolean): Promise<boolean>;
  close(): Promise<void>;
}

/** Watches the journal of the only run below a state directory, from its first record on; waits for it to be there. */
export async function watchJournal(stateDir: string, over: () => boolean): Promise<JournalWatch> {
  const file = await openWhenThere(stateDir, over);
  const buffer = Buffer.alloc(1 << 20);
  let position = 0;
  let rest = '';
  let waiting: string[] = [];
  const readOn = async (): Promise<void> => {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    position += bytesRead;
    const lines = (rest + buffer.toString('latin1', 0, bytesRead)).split('\n');
    rest = lines.pop() ?? '';
    waiting.push(...lines);
  };
  return {
    until: async (isIt, over) => {
      for (;;) {
        const last = over();
        await readOn();
        const at = waiting.findIndex((line) => isIt((JSON.parse(line) as JournalRecord).entry));
        waiting = at < 0 ? [] : waiting.slice(at + 1);
        if (at >= 0) return true;
        if (last) return false;
        await wait(LOOK_MS);
      }
    },
    close: () => file.close(),
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

async function openWhenThere(stateDir: string, over: () => boolean): Promise<FileHandle> {
  while (!over()) {
    try {
      const [run = ''] = await readdir(join(stateDir, 'runs'));
      return await open(join(stateDir, 'runs', run, 'journal.jsonl'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    await wait(LOOK_MS);
  }
  throw new Error('it ended without a journal');
}
