import { describe, expect, it } from 'vitest';
import { setEntry } from '../../../src/formats/keyed.ts';
import { setYamlKey } from '../../../src/formats/yaml/edit.ts';
import { parseYaml } from '../../../src/formats/yaml/parse.ts';
import { allFiles, TREES } from '../../support/trees.ts';

const VALUE = '"belay 1"';

function read(source: string) {
  const parsed = parseYaml(source);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file;
}

function differing(before: string, after: string): readonly number[] {
  const lines = before.split('\n');
  return after.split('\n').flatMap((line, index) => (line === lines[index] ? [] : [index + 1]));
}

describe.skipIf(!TREES)('every YAML file of the releases', () => {
  const files = allFiles().filter(([path]) => /\.ya?ml(\.example)?$/.test(path));

  it.each(files)('%s: any scalar changes its own line only, reads back, and goes back', (_path, source) => {
    const file = read(source);
    expect(file.source).toBe(source);
    for (const entry of file.entries) {
      if (setEntry(file, entry.key) !== (entry.state === 'set' ? entry : undefined)) continue;
      if (entry.source.includes('\n')) continue;
      const changed = setYamlKey(source, entry.path, VALUE);
      expect(setEntry(read(changed), entry.key)?.source, entry.key).toBe(VALUE);
      if (entry.state === 'set') {
        expect(differing(source, changed)).toEqual([entry.line.number]);
        expect(setYamlKey(changed, entry.path, entry.source)).toBe(source);
      } else {
        const headings = file.headers
          .filter((header) => header.state === 'commented')
          .map((header) => header.line.number);
        const lines = differing(source, changed).filter((line) => !headings.includes(line));
        expect(lines, entry.key).toEqual([entry.line.number]);
      }
    }
  });
});
