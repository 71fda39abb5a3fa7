import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignAround } from '../../src/formats/align-around.ts';
import { alignLines } from '../../src/formats/align-lines.ts';
import { locateKey } from '../../src/formats/locate-key.ts';

const lines = fc.array(fc.constantFrom('a: 1', 'a: 2', '# a: 3', 'b: 1', '', 'x'), { maxLength: 12 });

describe('lines beside each other', () => {
  it('pair those that set the same key, a commented default too', () => {
    const pairs = alignLines(['gone', 'more', 'port: 1'], ['# port: 2', 'new']);
    expect(pairs).toContainEqual({ left: 2, right: 0, same: false });
  });

  it('hold every line of all texts once and in order', () => {
    fc.assert(
      fc.property(lines, lines, lines, (middle, left, right) => {
        const rows = alignAround(middle, [left, right]);
        const inOrder = (found: readonly (number | null)[], length: number) =>
          expect(found.filter((n) => n !== null)).toEqual(Array.from({ length }, (_, n) => n));
        inOrder(
          rows.map((row) => row.middle),
          middle.length,
        );
        inOrder(
          rows.map((row) => row.sides[0] ?? null),
          left.length,
        );
        inOrder(
          rows.map((row) => row.sides[1] ?? null),
          right.length,
        );
        for (const row of rows) {
          const texts = [middle[row.middle ?? -1], left[row.sides[0] ?? -1], right[row.sides[1] ?? -1]];
          expect(row.same).toBe(texts.every((text) => text !== undefined && text === texts[0]));
        }
      }),
    );
  });

  it('of ten thousand lines that all differ are still all there', () => {
    const many = (tag: string) => Array.from({ length: 10_000 }, (_, n) => `${tag} ${n}`);
    expect(alignLines(many('old'), many('new'))).toHaveLength(10_000);
  });
});

describe('where a key stands', () => {
  it('is its line, that of its default, or of what holds it', () => {
    const yaml = 'a:\n  # b: 1\n  c: 2\n';
    expect(['a.b', 'a.c', 'a.d', 'z'].map((key) => locateKey('conf/x.yml', yaml, key))).toEqual([1, 2, 1, null]);
    const ini = '[tikv]\nh1 port=1\n\n[all:vars]\n# x = 1\ny = 2\n';
    const keys = ['tikv.h1.port', 'tikv.h1.status', 'tikv.h9', 'all:vars.x', 'all:vars.y', 'all:vars.z', 'none.x'];
    expect(keys.map((key) => locateKey('inventory.ini', ini, key))).toEqual([1, 1, 0, 4, 5, 3, null]);
  });
});
