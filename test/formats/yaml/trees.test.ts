import { describe, expect, it } from 'vitest';
import { setEntry } from '../../../src/formats/keyed.ts';
import { setYamlKey } from '../../../src/formats/yaml/edit.ts';
import { parseYaml } from '../../../src/formats/yaml/parse.ts';
import { allFiles, TREES } from '../../support/trees.ts';

function read(source: string) {
  const parsed = parseYaml(source);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file;
}

describe.skipIf(!TREES)('every YAML file of the releases', () => {
  const files = allFiles().filter(([path]) => /\.ya?ml(\.example)?$/.test(path));
  const lineOf = (source: string) => source.split('\n');

  it.each(files)('%s: a scalar that is set changes its own line only, and back', (_path, source) => {
    for (const entry of read(source).entries) {
      if (entry.state !== 'set' || entry.source.includes('\n')) continue;
      const changed = setYamlKey(source, entry.path, '"belay 1"');
      const before = lineOf(source);
      const after = lineOf(changed);
      expect(after.length).toBe(before.length);
      const different = after.flatMap((line, index) => (line === before[index] ? [] : [index + 1]));
      expect(different).toEqual([setEntry(read(source), entry.key)?.line.number]);
      expect(setEntry(read(changed), entry.key)?.source).toBe('"belay 1"');
      if (entry === setEntry(read(source), entry.key) || entry.source !== '') {
        expect(setYamlKey(changed, entry.path, entry.source)).toBe(source);
      }
    }
  });

  it.each(files)('%s: a commented default is put into effect in its own line', (_path, source) => {
    const before = lineOf(source);
    for (const entry of read(source).entries.filter((item) => item.state === 'commented')) {
      if (setEntry(read(source), entry.key)) continue;
      const changed = setYamlKey(source, entry.path, '"belay 1"');
      const after = lineOf(changed);
      const read1 = read(changed);
      expect(setEntry(read1, entry.key)?.source, entry.key).toBe('"belay 1"');
      const different = after.filter((line, index) => line !== before[index]);
      if (entry.indent % 2 === 0 && after.length === before.length) expect(different.length, entry.key).toBeLessThan(3);
    }
  });
});
