import { describe, expect, it } from 'vitest';
import { setGroupVar, setHostVar } from '../../../src/formats/inventory/edit.ts';
import { parseInventory } from '../../../src/formats/inventory/parse.ts';
import { allFiles, TREES } from '../../support/trees.ts';

function read(source: string) {
  const parsed = parseInventory(source);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.inventory;
}

const differing = (before: string, after: string) =>
  after.split('\n').flatMap((line, index) => (line === before.split('\n')[index] ? [] : [index + 1]));

describe.skipIf(!TREES)('every inventory of the releases', () => {
  const files = allFiles().filter(([path]) => path.endsWith('.ini'));

  it.each(files)('%s: any variable changes its own line only, and back', (_path, source) => {
    const inventory = read(source);
    for (const group of inventory.groups()) {
      for (const { name, source: value, line } of inventory.groupVars(group).values()) {
        const after = setGroupVar(source, { group, name, source: 'belay' });
        expect(differing(source, after)).toEqual([line]);
        expect(read(after).groupVars(group).get(name)?.value).toBe('belay');
        expect(setGroupVar(after, { group, name, source: value })).toBe(source);
      }
    }
    for (const { hosts, group, vars } of inventory.parts.hostLines) {
      for (const { name, source: value, line } of vars) {
        const host = hosts[0] as string;
        const after = setHostVar(source, { host, group, name, source: 'belay' });
        expect(differing(source, after)).toEqual([line]);
        expect(setHostVar(after, { host, group, name, source: value })).toBe(source);
      }
    }
  });
});
