import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { splitPath } from '../../../src/formats/key-path.ts';
import { commentYamlKey, setYamlKey, uncommentYamlKey, unsetYamlKey } from '../../../src/formats/yaml/edit.ts';

const SAMPLE = `---
global:
  # log-level: "info" # usual

raftstore:
  # sync-log: true
  apply-pool-size: 4 # four
  # titan:
  #   enabled: false

  nested:
    a: 1

# about metric
metric:

block:
- one
- two
last: x
`;

const changed = (after: string, before = SAMPLE) => {
  const old = before.split('\n');
  return after.split('\n').filter((line) => !old.includes(line));
};

describe('setting a key', () => {
  it('changes its value in place and keeps the comment', () => {
    expect(changed(setYamlKey(SAMPLE, ['raftstore', 'apply-pool-size'], '8'))).toEqual(['  apply-pool-size: 8 # four']);
  });

  it('takes the place of its commented default', () => {
    const after = setYamlKey(SAMPLE, ['global', 'log-level'], '"warn"');
    expect(changed(after)).toEqual(['  log-level: "warn" # usual']);
    expect(after).not.toContain('# log-level');
    expect(after.split('\n')).toHaveLength(SAMPLE.split('\n').length);
  });

  it('takes the comments off the heading too', () => {
    const after = setYamlKey(SAMPLE, ['raftstore', 'titan', 'enabled'], 'true');
    expect(changed(after)).toEqual(['  titan:', '    enabled: true']);
    expect(parse(after).raftstore.titan).toEqual({ enabled: true });
  });

  it('goes to the end of its section, before the comments of the next', () => {
    const after = setYamlKey(SAMPLE, ['raftstore', 'own'], '5');
    expect(after).toContain('    a: 1\n  own: 5\n\n# about metric');
    expect(parse(after).raftstore.own).toBe(5);
  });

  it('fills an empty section and makes missing ones', () => {
    expect(setYamlKey(SAMPLE, ['metric', 'address'], '"x"')).toContain('metric:\n  address: "x"\n\nblock:');
    expect(parse(setYamlKey(SAMPLE, ['p', 'q', 'r.s'], '1')).p.q['r.s']).toBe(1);
  });

  it('writes lists in place of lists, and of scalars', () => {
    expect(setYamlKey(SAMPLE, ['block'], '- three')).toContain('block:\n- three\nlast:');
    expect(parse(setYamlKey(SAMPLE, ['block'], '[1]')).block).toEqual([1]);
    expect(parse(setYamlKey(SAMPLE, ['block'], "'it''s: text'")).block).toBe("it's: text");
    expect(parse(setYamlKey(SAMPLE, ['last'], '- a\n- b: 1\n  c: 2')).last).toEqual(['a', { b: 1, c: 2 }]);
    expect(parse(setYamlKey(SAMPLE, ['last'], '|\ntwo\nlines')).last).toBe('two\nlines\n');
  });

  it('keeps the columns that the operator uses', () => {
    const source = 'storage:\n   # a: 1\n   b: 2\n  # c: 3\n';
    expect(setYamlKey(source, ['storage', 'c'], '4')).toBe('storage:\n   # a: 1\n   b: 2\n   c: 4\n');
  });

  it('keeps CRLF, and a last line without a break', () => {
    const crlf = SAMPLE.replaceAll('\n', '\r\n').trimEnd();
    const after = setYamlKey(setYamlKey(crlf, ['p', 'q'], '1'), ['global', 'log-level'], '"x"');
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(parse(after)).toMatchObject({ p: { q: 1 }, global: { 'log-level': 'x' } });
  });
});

describe('taking a key out', () => {
  it('removes its lines, or turns them into comments, and back', () => {
    expect(unsetYamlKey(SAMPLE, ['block'])).toBe(SAMPLE.replace('block:\n- one\n- two\n', ''));
    const commented = commentYamlKey(SAMPLE, ['raftstore', 'apply-pool-size']);
    expect(changed(commented)).toEqual(['  # apply-pool-size: 4 # four']);
    expect(uncommentYamlKey(commented, ['raftstore', 'apply-pool-size'])).toBe(SAMPLE);
    expect(parse(commentYamlKey(SAMPLE, ['block'])).block).toBeUndefined();
  });
});

describe('any sequence of settings', () => {
  const keys = [
    'global.log-level',
    'raftstore.sync-log',
    'raftstore.titan.enabled',
    'metric.x',
    'new.deep.key',
    'last',
  ];
  const values = ['1', '"a: b # c"', "'it''s'", '[1, "two"]', 'true', '- x\n- y'];
  const setting = fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...values));

  it('reads back as set, and leaves every other key as it was', () => {
    fc.assert(
      fc.property(fc.array(setting, { maxLength: 8 }), fc.boolean(), (settings, crlf) => {
        let source = crlf ? SAMPLE.replaceAll('\n', '\r\n') : SAMPLE;
        for (const [key, value] of settings) source = setYamlKey(source, splitPath(key) as string[], value);
        const wanted = new Map(settings);
        const loaded = parse(source);
        for (const [key, value] of wanted) {
          expect((splitPath(key) as string[]).reduce((node, segment) => node[segment], loaded)).toEqual(parse(value));
        }
        expect(loaded.raftstore['apply-pool-size']).toBe(4);
        expect(loaded.raftstore.nested).toEqual({ a: 1 });
        expect(loaded.block).toEqual(['one', 'two']);
      }),
    );
  });
});
