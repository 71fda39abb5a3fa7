import { beforeAll, describe, expect, it } from 'vitest';
import { type Entry, isDeedRecord, type JournalRecord } from '../../../src/engine/records.ts';
import { openDebts } from '../../../src/engine/state.ts';
import { type MemorySnapshot, memoryPractice } from '../../support/memory-practice.ts';
import { changesOf } from './changes.ts';
import { memoryRun } from './memory-run.ts';

/** Where the wizard is killed: what stands in the journal by then, and the world as it is then. */
interface Moment {
  readonly name: string;
  readonly lines: readonly string[];
  readonly from: MemorySnapshot;
}

/** One moment in so many is tried by default; every one with BELAY_EVERY_PREFIX=1. */
const STRIDE = process.env.BELAY_EVERY_PREFIX === '1' ? 1 : 20;

/**
 * Tries the upgrade killed after any record of its journal, and between any deed and its outcome. Two files share the
 * moments (`half` 0 or 1), so that both cores work.
 */
export function everyPrefix(half: 0 | 1): void {
  describe(`an upgrade killed after any record of its journal (half ${half + 1} of 2)`, () => {
    const moments: Moment[] = [];
    let whole: readonly string[] = [];

    beforeAll(async () => {
      const practice = memoryPractice();
      const run = await memoryRun(practice, {
        written: (line, lines) => {
          const { entry, seq } = JSON.parse(line) as JournalRecord;
          if (!isDeedRecord(entry)) return;
          const from = practice.snapshot();
          // The deed is done and its outcome is not written yet: the journal ends before this record.
          if (entry.type === 'outcome') moments.push({ name: `before ${nameOf(entry, seq)}`, lines: [...lines], from });
          moments.push({ name: `after ${nameOf(entry, seq)}`, lines: [...lines, line], from });
        },
      });
      expect(run.state.ended?.result).toBe('done');
      whole = [...changesOf(practice.snapshot())].sort();
    }, 120_000);

    it('goes on to the same end, does nothing twice and owes nothing', { timeout: 3_600_000 }, async () => {
      expect(moments.length).toBeGreaterThan(200);
      const tried = moments.filter((_, n) => n % 2 === half && Math.floor(n / 2) % STRIDE === 0);
      for (const { name, lines, from } of tried) {
        const again = memoryPractice({ from });
        const { state } = await memoryRun(again, { lines });
        expect(state.ended?.result, name).toBe('done');
        expect(openDebts(state), name).toEqual([]);
        expect([...changesOf(again.snapshot())].sort(), name).toEqual(whole);
      }
    });
  });
}

function nameOf(entry: Entry, seq: number): string {
  return `${seq} ${entry.type} ${'step' in entry ? entry.step : ''}`;
}
