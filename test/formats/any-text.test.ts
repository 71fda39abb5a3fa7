import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInventory } from '../../src/formats/inventory/parse.ts';
import { applyEdits, insertLines, positionAt, splitLines } from '../../src/formats/source.ts';
import { parseToml } from '../../src/formats/toml/parse.ts';
import { parseYaml } from '../../src/formats/yaml/parse.ts';

const PIECES = [
  'a',
  'key:',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\t',
  '#',
  '# x: 1',
  '- ',
  '"',
  "'",
  '[',
  ']',
  '[[t]]',
  '{',
  '=',
  '|',
  '&a',
  '*a',
  '!t',
  '1',
  '---',
  '\\',
  'é',
  '[g:vars]',
];
const anyText = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''));

describe('any text', () => {
  it.each([
    ['inventory', parseInventory],
    ['YAML', parseYaml],
    ['TOML', parseToml],
  ])('is read as %s, or refused with places that are in it', (_name, parse) => {
    fc.assert(
      fc.property(anyText, (source) => {
        const parsed: object = parse(source);
        if (!('problems' in parsed)) return;
        const problems = parsed.problems as readonly { line: number; column: number }[];
        expect(problems.length).toBeGreaterThan(0);
        for (const { line, column } of problems) {
          expect(line).toBeLessThanOrEqual(source.split('\n').length);
          expect(column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is its lines, and stays whole around an edit', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (source, seed) => {
        const lines = splitLines(source);
        expect(lines.map((line) => source.slice(line.start, line.next)).join('')).toBe(source);
        for (const line of lines) expect(positionAt(source, line.start)).toEqual({ line: line.number, column: 1 });
        const at = source.length === 0 ? 0 : seed % source.length;
        expect(applyEdits(source, [{ start: at, end: at, with: 'NEW' }])).toBe(
          `${source.slice(0, at)}NEW${source.slice(at)}`,
        );
        const line = lines[seed % Math.max(1, lines.length)];
        const inserted = insertLines(source, line ? line.next : 0, ['NEW']);
        expect(splitLines(inserted).map(({ text }) => text)).toContain('NEW');
        expect(
          splitLines(inserted)
            .filter(({ text }) => text !== 'NEW')
            .map(({ text }) => text),
        ).toEqual(lines.map(({ text }) => text));
      }),
    );
  });
});
