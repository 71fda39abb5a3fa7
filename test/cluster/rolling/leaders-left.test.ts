import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { text } from '../../../src/base/text.ts';
import { leadersLeftWords } from '../../../src/cluster/rolling/leaders-left.ts';
import type { Deed } from '../../../src/engine/deed.ts';

const deed: Deed = { id: 'p', kind: 'hand', title: text('p', 'p'), instructions: [] };
const tried = (detail?: Json) => ({
  deeds: [{ deed, outcome: { ok: true, code: 0, said: '', ...(detail === undefined ? {} : { detail }) } }],
});

describe('leaders left on a stopped TiKV', () => {
  it('are told, though the playbook exits with 0', () => {
    const words = leadersLeftWords(tried({ leadersLeft: [{ host: 'TiKV1-2', count: 252 }] }));
    expect(words.map(({ en }) => en)).toEqual([
      expect.stringContaining('TiKV1-2 was stopped with 252 leaders still on it'),
    ]);
  });

  it('are none where the playbook told of none, or nothing is known', () => {
    for (const none of [
      null,
      tried(),
      tried(null),
      tried({ leadersLeft: [] }),
      tried({ leadersLeft: [{ host: 'a', count: 0 }] }),
    ]) {
      expect(leadersLeftWords(none)).toEqual([]);
    }
  });
});
