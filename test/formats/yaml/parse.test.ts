import { describe, expect, it } from 'vitest';
import { commentedEntry, setEntry } from '../../../src/formats/keyed.ts';
import { parseYaml, type YamlFile } from '../../../src/formats/yaml/parse.ts';
import { plainYamlValue, sameYamlValue } from '../../../src/formats/yaml/value.ts';

const SAMPLE = `---
## prose: of two hashes
# prose with one: hash
# Note: this says something
global:
  # log-level: "info"
  #plain: 5
  # Example:

raftstore:
  ## Sync or not.
  # sync-log: true
  apply-pool-size: 4 # four
  # titan:
  #   enabled: false
  #   nested:
  #     deep: "x"
  # after: 1
empty:
list: ["a", 'b']
block:
- one
# - two
-  three: 3
text: |
  # not: a comment
  more
spark.driver.memory: 2g
dir: "{{ deploy_dir }}/data"
'null': \\N
twice: 1
twice: 2
`;

function read(source: string): YamlFile {
  const parsed = parseYaml(source);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file;
}

describe('a YAML file', () => {
  const file = read(SAMPLE);
  const commented = file.entries.filter((entry) => entry.state === 'commented').map((entry) => entry.key);

  it('has its keys as dotted paths, with values as written', () => {
    expect(setEntry(file, 'raftstore.apply-pool-size')?.source).toBe('4');
    expect(setEntry(file, '"spark.driver.memory"')?.source).toBe('2g');
    expect(setEntry(file, 'dir')?.source).toBe('"{{ deploy_dir }}/data"');
    expect(setEntry(file, 'null')?.source).toBe('\\N');
  });

  it('shows commented defaults in the section that their column lies in', () => {
    expect(commented).toEqual([
      'global.log-level',
      'global.plain',
      'raftstore.sync-log',
      'raftstore.titan.enabled',
      'raftstore.titan.nested.deep',
      'raftstore.after',
    ]);
    expect(commentedEntry(file, 'global.log-level')?.source).toBe('"info"');
  });

  it('takes an empty key for a section when comments fill it, else for a key', () => {
    expect(file.sections.has('global')).toBe(true);
    expect(setEntry(file, 'global')).toBeUndefined();
    expect(setEntry(file, 'empty')?.source).toBe('');
  });

  it('has lists and block scalars as one value', () => {
    expect(setEntry(file, 'list')?.source).toBe(`["a", 'b']`);
    expect(setEntry(file, 'block')?.source).toBe('- one\n# - two\n-  three: 3');
    expect(setEntry(file, 'text')?.source).toBe('|\n# not: a comment\nmore');
  });

  it('knows where every value stands, and what stands twice', () => {
    for (const entry of file.entries.filter((item) => !item.source.includes('\n'))) {
      expect(SAMPLE.slice(entry.span.start, entry.span.end)).toBe(entry.source);
    }
    expect(file.duplicates.map((entry) => entry.line.number)).toEqual([32]);
    expect(setEntry(file, 'twice')?.source).toBe('2');
  });

  it('takes the last of sections that stand twice, as loaders do', () => {
    const twice = read('a:\n  # x: 1\n  b: 1\nc: 2\na:\n  b: 3\n  # y: 1\n');
    expect(twice.entries.map(({ key, source }) => [key, source])).toEqual([
      ['c', '2'],
      ['a.b', '3'],
      ['a.y', '1'],
    ]);
    expect(twice.duplicates.map(({ key, line }) => [key, line.number])).toEqual([['a', 1]]);
  });

  it('reads CRLF and a missing last line break alike', () => {
    const other = read(SAMPLE.replaceAll('\n', '\r\n').trimEnd());
    expect(other.entries.map(({ key, source }) => [key, source])).toEqual(
      file.entries.map(({ key, source }) => [key, source]),
    );
  });
});

describe('a YAML file that cannot be read', () => {
  it('gives every problem with line and column', () => {
    const parsed = parseYaml('a: "open\nb: [1\nc:\n\td: 1\n');
    expect('problems' in parsed && parsed.problems.length).toBeGreaterThan(0);
    const tabs = parseYaml('a:\n  b: 1\n\tc: 2\nd: {\n');
    if (!('problems' in tabs)) throw new Error('read');
    expect(tabs.problems.map((problem) => problem.line)).toContain(3);
    expect(tabs.problems.length).toBeGreaterThan(1);
  });
});

describe('values', () => {
  it('are the same when they mean the same', () => {
    expect(sameYamlValue('"1GB"', '1GB')).toBe(true);
    expect(sameYamlValue('yes', 'true')).toBe(true);
    expect(sameYamlValue('["a"]', '- a')).toBe(true);
    expect(sameYamlValue('5', '"5"')).toBe(false);
  });

  it('lose their quotes as plain text', () => {
    expect(plainYamlValue('"a b"')).toBe('a b');
    expect(plainYamlValue("'it''s'")).toBe("it's");
    expect(plainYamlValue('20180')).toBe('20180');
    expect(plainYamlValue('"a\\tb"')).toBe('a\tb');
  });
});
