import fc from 'fast-check';
import { parse as parseTomlWhole } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parse as parseYamlWhole } from 'yaml';
import { dialectOf } from '../../../src/cluster/merge/dialect.ts';
import { mergeTrees } from '../../../src/cluster/merge/merge-trees.ts';
import { MOVED_KEYS } from '../../../src/cluster/merge/release-facts.ts';
import { placeId, type Tree } from '../../../src/cluster/merge/types.ts';
import { joinPath, splitPath } from '../../../src/formats/key-path.ts';
import { readTree, TREES } from '../../support/trees.ts';

const NONE = new Map<string, string>();

/** Effective values by place, read by other loaders than the merge's own. Lists are one value; empty sections are none. */
function effective(tree: Tree): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, source] of tree) {
    if (!/\.(ya?ml|toml)$/.test(path)) continue;
    const loaded: unknown = path.endsWith('.toml')
      ? parseTomlWhole(source)
      : parseYamlWhole(source, { version: '1.1', logLevel: 'silent' });
    flatten(loaded, [], (key, value) => found.set(`${path}#${key}`, value));
  }
  return found;
}

function flatten(node: unknown, path: readonly string[], put: (key: string, value: string) => void): void {
  if (node === null || node === undefined) return;
  if (typeof node === 'object' && !Array.isArray(node)) {
    for (const [name, value] of Object.entries(node)) flatten(value, [...path, name], put);
  } else {
    put(joinPath(path), JSON.stringify(node));
  }
}

const VALUES = ['7', '"x y"', "'it''s: # odd'", 'false', '["a", "b"]', '"128MB"', '"{{ deploy_dir }}/z"', '3.5'];
const TOML_VALUES = ['7', '"x y"', 'false', '["a", "b"]', "'raw # text'"];

interface EditedKey {
  readonly path: string;
  readonly key: string;
  readonly value: string;
}

/** Every key that a tree's files of keys set or show. */
function keysOf(tree: Tree): readonly { path: string; key: string }[] {
  return [...tree].flatMap(([path, source]) => {
    const read = path === 'inventory.ini' ? null : dialectOf(path)?.read(source);
    return read && 'file' in read ? [...read.file.sides.keys()].map((key) => ({ path, key })) : [];
  });
}

function edit(base: Tree, edits: readonly EditedKey[]): Tree {
  const tree = new Map(base);
  for (const { path, key, value } of edits) {
    tree.set(path, dialectOf(path)?.set(tree.get(path) as string, key, value) as string);
  }
  return tree;
}

describe.skipIf(!TREES)('merging real releases', () => {
  describe.each([
    ['v2.1.19', 'v3.0.9'],
    ['v2.1.8', 'v3.0.9'],
    ['v2.1.19', 'v3.0.20'],
  ])('%s to %s', (from, to) => {
    const base = TREES ? readTree(`tidb-ansible-${from}`) : NONE;
    const now = TREES ? readTree(`tidb-ansible-${to}`) : NONE;
    const keys = keysOf(base);
    const known = new Set(keysOf(now).map(placeId));
    const edits = fc.uniqueArray(
      fc
        .constantFrom(...(keys.length > 0 ? keys : [{ path: '', key: '' }]))
        .chain((place) =>
          fc
            .constantFrom(...(place.path.endsWith('.toml') ? TOML_VALUES : VALUES))
            .map((value) => ({ ...place, value })),
        ),
      { minLength: 1, maxLength: 12, selector: placeId },
    );

    it('comes to the new release when nothing was changed', () => {
      const result = mergeTrees({ base, old: base, new: now, answers: NONE });
      expect([...result.tree].filter(([path, content]) => now.get(path) !== content)).toEqual([]);
      expect(result.undecided).toEqual([]);
      expect(result.rows.filter((row) => row.verdict !== 'new-key' && row.verdict !== 'new-default')).toEqual([]);
    });

    it('carries every edit whose key is still there, reports every other, and changes nothing else', () => {
      fc.assert(
        fc.property(edits, (chosen) => {
          const old = edit(base, chosen);
          const result = mergeTrees({ base, old, new: now, answers: NONE });
          const rows = new Map(result.rows.map((row) => [row.id, row]));
          const [before, wanted, merged] = [effective(base), effective(old), effective(result.tree)];
          const expected = effective(now);
          for (const item of chosen) {
            const id = placeId(item);
            const value = wanted.get(id) as string;
            if (value === before.get(id)) continue;
            const moved = MOVED_KEYS.find((rule) => placeId(rule.from) === id);
            const row = rows.get(id);
            if (moved) {
              expect(row, id).toMatchObject({ verdict: moved.kind, place: placeId(moved.to) });
              expected.set(placeId(moved.to), value);
            } else if (known.has(id)) {
              expect(['carried', 'conflict'], id).toContain(row?.verdict);
              expected.set(id, value);
            } else if (now.has(item.path)) {
              expect(row, id).toMatchObject({ verdict: 'retired', result: null });
            } else {
              expect(result.findings, id).toContainEqual(
                expect.objectContaining({ code: 'file-retired', where: item.path }),
              );
            }
          }
          expect(Object.fromEntries(merged)).toEqual(Object.fromEntries(expected));
        }),
        { numRuns: 25 },
      );
    });

    it('comes to the same when merged again', () => {
      fc.assert(
        fc.property(edits, (chosen) => {
          const old = edit(base, chosen);
          const once = mergeTrees({ base, old, new: now, answers: NONE });
          expect(mergeTrees({ base, old, new: now, answers: NONE }).tree).toEqual(once.tree);
          const again = mergeTrees({ base: now, old: once.tree, new: now, answers: NONE });
          expect(effective(again.tree)).toEqual(effective(once.tree));
        }),
        { numRuns: 8 },
      );
    });
  });

  it('keeps paths whole', () => {
    for (const { key } of keysOf(readTree('tidb-ansible-v3.0.9'))) expect(joinPath(splitPath(key) ?? [])).toBe(key);
  });
});
