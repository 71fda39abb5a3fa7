import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { commentedEntry, setEntry } from '../../../src/formats/keyed.ts';
import { commentTomlKey, setTomlKey, unsetTomlKey } from '../../../src/formats/toml/edit.ts';
import { parseToml, type TomlFile } from '../../../src/formats/toml/parse.ts';
import { allFiles, TREES } from '../../support/trees.ts';

const SAMPLE = `# a drainer
interval = 10 # seconds
# compressor = "gzip"

[syncer]
list = [
  "a", # first
  "b]",
]
# batch = 20
safe = false

# [syncer.other]
# dir = "x"

# [[syncer.table]]
# db-name = "no key"

[syncer.to]
host = "127.0.0.1"

[[syncer.rule]]
db = "x"
[[syncer.rule]]
db = "y"
`;

function read(source: string): TomlFile {
  const parsed = parseToml(source);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file;
}

const lines = (source: string) => source.split('\n');

describe('a TOML file', () => {
  const file = read(SAMPLE);

  it('has keys and commented defaults in their tables', () => {
    expect(file.entries.map(({ key, state }) => `${state} ${key}`)).toEqual([
      'set interval',
      'commented compressor',
      'set syncer.list',
      'commented syncer.batch',
      'set syncer.safe',
      'commented syncer.other.dir',
      'set syncer.to.host',
      'set syncer.rule',
    ]);
    expect(setEntry(file, 'syncer.list')?.source).toBe('[\n  "a", # first\n  "b]",\n]');
    expect(commentedEntry(file, 'compressor')?.source).toBe('"gzip"');
  });

  it('has an array of tables as one value', () => {
    expect(setEntry(file, 'syncer.rule')?.source).toBe('[[syncer.rule]]\ndb = "x"\n[[syncer.rule]]\ndb = "y"');
  });

  it('is edited in place, in the place of a default, at the end of its table', () => {
    expect(setTomlKey(SAMPLE, ['interval'], '20')).toBe(SAMPLE.replace('interval = 10', 'interval = 20'));
    expect(setTomlKey(SAMPLE, ['syncer', 'batch'], '5')).toBe(SAMPLE.replace('# batch = 20', 'batch = 5'));
    expect(setTomlKey(SAMPLE, ['syncer', 'x'], '5')).toContain('safe = false\nx = 5\n');
    expect(setTomlKey(SAMPLE, ['top'], '5')).toContain('# seconds\ntop = 5\n');
    expect(parse(setTomlKey(SAMPLE, ['syncer', 'other', 'dir'], '"d"'))).toMatchObject({
      syncer: { other: { dir: 'd' }, safe: false },
    });
    expect(parse(setTomlKey(SAMPLE, ['syncer', 'rule'], '[[syncer.rule]]\ndb = "z"'))).toMatchObject({
      syncer: { rule: [{ db: 'z' }] },
    });
  });

  it('loses a key, or has it as a comment', () => {
    expect(unsetTomlKey(SAMPLE, ['syncer', 'safe'])).toBe(SAMPLE.replace('safe = false\n', ''));
    expect(commentTomlKey(SAMPLE, ['syncer', 'safe'])).toBe(SAMPLE.replace('safe =', '# safe ='));
  });

  it('gives what is wrong with its line', () => {
    const parsed = parseToml('a = 1\nnothing\nb = "open\n');
    expect('problems' in parsed && parsed.problems.map(({ line }) => line)).toEqual([2, 3]);
    const double = parseToml('a = 1\na = 2\n');
    expect('problems' in double && double.problems.length).toBe(1);
  });
});

describe.skipIf(!TREES)('every TOML file of the releases', () => {
  it.each(allFiles().filter(([path]) => path.endsWith('.toml')))(
    '%s: any scalar changes its own line only',
    (_path, source) => {
      for (const entry of read(source).entries.filter((item) => item.state === 'set')) {
        const after = setTomlKey(source, entry.path, '"belay"');
        const different = lines(after).flatMap((line, index) => (line === lines(source)[index] ? [] : [index + 1]));
        expect(different).toEqual([entry.line.number]);
        expect(setEntry(read(after), entry.key)?.source).toBe('"belay"');
        expect(setTomlKey(after, entry.path, entry.source)).toBe(source);
      }
    },
  );
});
