import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../../src/formats/inventory/inventory.ts';
import { parseInventory } from '../../../src/formats/inventory/parse.ts';

const SAMPLE = `# a cluster
[tikv_servers]
TiKV1-1 ansible_host=10.0.0.14 deploy_dir=/data1/deploy tikv_port=20171 labels="host=tikv1" # first
TiKV1-2 ansible_host=10.0.0.14 note='a b' w=a#b c=d
tikv[08:10:2] zone=x
plain:2222

[pd_servers]
10.0.0.11

[old:children]
pd_servers

[storage:children]
tikv_servers
old

[tikv_servers:vars]
deploy_dir = /data/deploy
tikv_port = 20160 # usual

[storage:vars]
deploy_dir = /parent
rack = r1

[pd_servers:vars]
# location_labels = ["zone","host"]
location_labels = ["host"] # one

[all:vars]
deploy_dir = /home/tidb/deploy
name = test cluster # not a comment
quoted = "admin" # a comment
flag = False
empty =
`;

function read(source: string): Inventory {
  const parsed = parseInventory(source);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.inventory;
}

describe('an inventory', () => {
  const inventory = read(SAMPLE);

  it('has its groups in order', () => {
    expect(inventory.groups()).toEqual(['tikv_servers', 'pd_servers', 'old', 'storage', 'all']);
  });

  it('resolves ranges, ports and children', () => {
    expect(inventory.hostsOf('tikv_servers')).toEqual(['TiKV1-1', 'TiKV1-2', 'tikv08', 'tikv10', 'plain']);
    expect(inventory.hostsOf('storage')).toContain('10.0.0.11');
    expect(inventory.valueFor('plain', 'ansible_port')).toBe('2222');
  });

  it('splits host lines as a shell does', () => {
    expect(inventory.hostVars('TiKV1-1').get('labels')).toMatchObject({ value: 'host=tikv1', source: '"host=tikv1"' });
    expect(inventory.hostVars('TiKV1-2').get('note')?.value).toBe('a b');
    expect(inventory.hostVars('TiKV1-2').get('w')?.value).toBe('a');
    expect(inventory.hostVars('TiKV1-2').has('c')).toBe(false);
  });

  it('takes comments off literals only, as Ansible does', () => {
    const vars = inventory.groupVars('all');
    expect(vars.get('name')?.value).toBe('test cluster # not a comment');
    expect(vars.get('quoted')?.value).toBe('admin');
    expect(vars.get('empty')?.value).toBe('');
    expect(inventory.groupVars('pd_servers').get('location_labels')?.value).toBe('["host"]');
  });

  it('puts host over group over parent over all', () => {
    expect(inventory.valueFor('TiKV1-1', 'deploy_dir')).toBe('/data1/deploy');
    expect(inventory.valueFor('TiKV1-2', 'deploy_dir')).toBe('/data/deploy');
    expect(inventory.valueFor('TiKV1-2', 'rack')).toBe('r1');
    expect(inventory.valueFor('10.0.0.11', 'deploy_dir')).toBe('/parent');
    expect(inventory.valueFor('TiKV1-1', 'flag')).toBe('False');
  });

  it('knows where every value stands', () => {
    const all = [...inventory.parts.hostLines.flatMap((line) => line.vars), ...inventory.groupVars('all').values()];
    for (const item of all) expect(SAMPLE.slice(item.span.start, item.span.end)).toBe(item.source);
  });

  it('knows commented defaults', () => {
    expect(inventory.parts.commented).toMatchObject([
      { group: 'pd_servers', name: 'location_labels', source: '["zone","host"]' },
    ]);
  });

  it('reads CRLF and a missing last line break alike', () => {
    const crlf = read(SAMPLE.replaceAll('\n', '\r\n').trimEnd());
    expect(crlf.valueFor('TiKV1-1', 'labels')).toBe('host=tikv1');
    expect(crlf.valueFor('TiKV1-1', 'flag')).toBe('False');
    expect(crlf.hostsOf('all')).toEqual(inventory.hostsOf('all'));
  });
});

describe('what Ansible would refuse', () => {
  it('is reported, all of it, with line and column', () => {
    const parsed = parseInventory(
      '[a]\nh x="1\nh2 y\n[a:bad]\n[b:vars]\nnothing\n[c :x]\n[d:children]\nno\n[e]\nh[1-3:]\n',
    );
    if (!('problems' in parsed)) throw new Error('read');
    expect(parsed.problems.map((item) => item.line).sort((x, y) => x - y)).toEqual([2, 3, 4, 5, 6, 7, 9, 11]);
    expect(parsed.problems.find((item) => item.line === 2)?.column).toBe(5);
  });
});
