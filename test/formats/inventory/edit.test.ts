import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addHost,
  commentGroupVar,
  commentHost,
  removeHost,
  setGroupVar,
  setHostVar,
  unsetGroupVar,
  unsetHostVar,
} from '../../../src/formats/inventory/edit.ts';
import { parseInventory } from '../../../src/formats/inventory/parse.ts';
import { quoteGroupValue, quoteHostValue } from '../../../src/formats/inventory/quote.ts';

const SAMPLE = `[tikv_servers]
a port=1 labels="host=x"  # keep
tikv[1:2] port=2

# after
[pd_servers:vars]
# location_labels = ["host"]

[pd_servers]

[all:vars]
x = 5 # five
y = "q"
`;

function read(source: string) {
  const parsed = parseInventory(source);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.inventory;
}

const changedLines = (before: string, after: string) => {
  const old = before.split('\n');
  return after.split('\n').filter((line) => !old.includes(line));
};

describe('editing an inventory', () => {
  it('sets a host variable in place, and adds one before the comment', () => {
    expect(changedLines(SAMPLE, setHostVar(SAMPLE, { host: 'a', name: 'port', source: '9' }))).toEqual([
      'a port=9 labels="host=x"  # keep',
    ]);
    expect(changedLines(SAMPLE, setHostVar(SAMPLE, { host: 'a', name: 'n', source: '9' }))).toEqual([
      'a port=1 labels="host=x" n=9  # keep',
    ]);
  });

  it('gives a host of a range a line of its own', () => {
    const after = setHostVar(SAMPLE, { host: 'tikv2', name: 'port', source: '7' });
    expect(changedLines(SAMPLE, after)).toEqual(['tikv2 port=7']);
    expect(read(after).valueFor('tikv2', 'port')).toBe('7');
    expect(read(after).valueFor('tikv1', 'port')).toBe('2');
    expect(read(setHostVar(after, { host: 'tikv2', name: 'port', source: '8' })).valueFor('tikv2', 'port')).toBe('8');
  });

  it('takes a host variable away with its blank', () => {
    expect(changedLines(SAMPLE, unsetHostVar(SAMPLE, { host: 'a', name: 'port' }))).toEqual([
      'a labels="host=x"  # keep',
    ]);
  });

  it('sets a group variable in the place of its commented default', () => {
    const after = setGroupVar(SAMPLE, { group: 'pd_servers', name: 'location_labels', source: '["zone"]' });
    expect(changedLines(SAMPLE, after)).toEqual(['location_labels = ["zone"]']);
    expect(after.split('\n')).toHaveLength(SAMPLE.split('\n').length);
  });

  it('keeps a comment a comment when the value is plain text', () => {
    const after = setGroupVar(SAMPLE, { group: 'all', name: 'x', source: 'words here' });
    expect(read(after).groupVars('all').get('x')?.value).toBe('words here');
    expect(after).toContain('x = "words here" # five');
  });

  it('appends group variables, making the section when it is missing', () => {
    const after = setGroupVar(SAMPLE, { group: 'all', name: 'z', source: '1' });
    expect(after.endsWith('y = "q"\nz = 1\n')).toBe(true);
    const made = setGroupVar(SAMPLE, { group: 'tikv_servers', name: 'z', source: '1' });
    expect(made.endsWith('\n\n[tikv_servers:vars]\nz = 1\n')).toBe(true);
  });

  it('unsets and comments group variables', () => {
    expect(unsetGroupVar(SAMPLE, { group: 'all', name: 'x' })).toBe(SAMPLE.replace('x = 5 # five\n', ''));
    expect(commentGroupVar(SAMPLE, { group: 'all', name: 'x' })).toBe(SAMPLE.replace('x = 5', '# x = 5'));
  });

  it('adds, comments and removes hosts', () => {
    expect(changedLines(SAMPLE, addHost(SAMPLE, { group: 'tikv_servers', entry: 'b port=3' }))).toEqual(['b port=3']);
    expect(addHost(SAMPLE, { group: 'tikv_servers', entry: 'b' })).toContain('tikv[1:2] port=2\nb\n\n# after');
    expect(addHost(SAMPLE, { group: 'pd_servers', entry: 'b' })).toContain('[pd_servers]\nb\n');
    expect(commentHost(SAMPLE, { group: 'tikv_servers', host: 'a' })).toBe(SAMPLE.replace('a port', '# a port'));
    expect(read(removeHost(SAMPLE, { group: 'tikv_servers', host: 'a' })).hostsOf('all')).toEqual(['tikv1', 'tikv2']);
  });

  it('keeps CRLF', () => {
    const crlf = SAMPLE.replaceAll('\n', '\r\n');
    const after = setGroupVar(crlf, { group: 'tikv_servers', name: 'z', source: '1' });
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(setHostVar(crlf, { host: 'tikv1', name: 'p', source: '1' }).replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('quoting', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'ab1 ="\'\\#[],{}./:\t0-TrueNone') });

  it('on host lines, Ansible reads back what was meant', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const after = setHostVar(SAMPLE, { host: 'a', name: 'v', source: quoteHostValue(value) });
        expect(read(after).valueFor('a', 'v')).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it('in :vars sections, too', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const after = setGroupVar(SAMPLE, { group: 'all', name: 'x', source: quoteGroupValue(value) });
        expect(read(after).groupVars('all').get('x')?.value).toBe(value);
      }),
      { numRuns: 500 },
    );
  });
});
