import { describe, expect, it } from 'vitest';
import { readJournal } from '../../src/engine/journal.ts';
import { reduce } from '../../src/engine/reduce.ts';
import { runRunbook } from '../../src/engine/run.ts';
import { EMPTY_STATE, openDebts } from '../../src/engine/state.ts';
import { entriesOf, options } from '../support/toy-options.ts';
import { copyWorld, sha256, type ToyWorld, toyWorld } from '../support/toy-world.ts';

describe('a journal', () => {
  it('is refused where its chain is broken', async () => {
    const lines: string[] = [];
    await runRunbook(options({ world: toyWorld(), lines }));
    const tampered = [...lines];
    tampered[5] = tampered[5]!.replace(/"at":\d+/, '"at":1');
    const { records, problems } = readJournal(tampered, sha256);
    expect(records.length).toBe(6);
    expect(problems[0]?.line).toBe(7);
    await expect(runRunbook(options({ world: toyWorld(), lines: tampered }))).rejects.toMatchObject({
      trouble: { code: 'journal-broken' },
    });
  });

  it('gives the same state read as it gave live', async () => {
    const lines: string[] = [];
    const live = await runRunbook(options({ world: toyWorld(), lines }));
    const read = readJournal(lines, sha256).records.reduce(reduce, EMPTY_STATE);
    expect(read).toEqual(live);
  });
});

describe('a run that is killed', () => {
  it('ends well from every record on: same world, nothing done twice, nothing owed', async () => {
    const world = toyWorld();
    const lines: string[] = [];
    const moments: { lines: string[]; world: ToyWorld }[] = [];
    await runRunbook(
      options({ world, lines, onAppend: () => moments.push({ lines: [...lines], world: copyWorld(world) }) }),
    );
    const goal = { files: world.files, settings: world.settings, done: [...world.done] };
    expect(moments.length).toBeGreaterThan(40);
    // A kill after the deed and before its outcome: the journal of the intent, the world of the outcome.
    const outcomes = moments.flatMap((moment, n) =>
      entriesOf(moment.lines).at(-1)?.type === 'outcome' ? [{ lines: moments[n - 1]!.lines, world: moment.world }] : [],
    );
    for (const moment of [...moments, ...outcomes]) {
      const then = copyWorld(moment.world);
      const state = await runRunbook(options({ world: then, lines: [...moment.lines] }));
      expect(state.ended?.result).toBe('done');
      expect({ files: then.files, settings: then.settings, done: then.done }).toEqual(goal);
      expect(openDebts(state)).toEqual([]);
    }
  });
});
