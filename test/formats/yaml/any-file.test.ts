import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { setEntry } from '../../../src/formats/keyed.ts';
import { setYamlKey } from '../../../src/formats/yaml/edit.ts';
import { parseYaml } from '../../../src/formats/yaml/parse.ts';

const indent = fc.constantFrom('', '  ', '    ');
const key = fc.constantFrom('a', 'b', 'c-d', "'q'", 'x.y');
const value = fc.constantFrom('', ' 1', ' "s"', " 'it''s' # c", ' [1, 2]', ' |', ' {}', ' &a 5', ' !t x', ' >-');
const other = fc.constantFrom('# a: 1', '#b: "x"', '# c-d:', '#   z: 1', '# prose here', '- 1', '- k: v', 'text', '');
const line = fc.oneof(
  fc.tuple(indent, key, value).map(([blanks, name, written]) => `${blanks}${name}:${written}`),
  fc.tuple(indent, other).map(([blanks, words]) => blanks + words),
);

const load = (source: string): unknown => parse(source, { uniqueKeys: false, version: '1.1', logLevel: 'silent' });

it('any key that a file sets or shows can be set, to any kind of value, and another loader reads it', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 9 }), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
      const source = lines.join(eol);
      const parsed = parseYaml(source);
      if ('problems' in parsed) return;
      const { entries, sections } = parsed.file;
      for (const entry of entries) {
        const inTheWay = entries.some((item) => item.source !== '' && entry.key.startsWith(`${item.key}.`));
        if (sections.has(entry.key) || inTheWay) continue;
        for (const written of ['"v"', '- 1\n- 2', '']) {
          const after = setYamlKey(source, entry.path, written);
          const again = parseYaml(after);
          // An empty key with commented keys below it reads as a section.
          const read = 'file' in again && setEntry(again.file, entry.key)?.source;
          expect(written === '' ? '' : read).toBe(written);
          const loaded = entry.path.reduce((node, name) => (node as Record<string, unknown>)[name], load(after));
          expect(loaded).toEqual(load(written));
        }
      }
    }),
    { numRuns: 2000 },
  );
});
