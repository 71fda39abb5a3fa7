import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mergeTrees } from '../../../src/cluster/merge/merge-trees.ts';
import type { MergeResult, Tree } from '../../../src/cluster/merge/types.ts';

const INVENTORY = `## Cluster
[tidb_servers]
10.9.0.1

[tikv_servers]
10.9.0.2

[pd_servers]
10.9.0.3

# exporters
[monitored_servers]
10.9.0.1
10.9.0.2
10.9.0.3

[pump_servers]

[drainer_servers]

## Groups
[pd_servers:vars]
# location_labels = ["zone","host"]

[all:vars]
deploy_dir = /home/tidb/deploy
ansible_user = tidb
tidb_version = v2.1.19
# [systemd, supervise]
process_supervision = systemd
enable_binlog = False
`;

const BASE: Tree = new Map([
  ['inventory.ini', INVENTORY],
  [
    'conf/tikv.yml',
    `---
raftstore:
  # sync it
  # sync-log: true
  # use-delete-range: false

rocksdb:
  # max-manifest-file-size: "20MB"
  defaultcf:
    # block-cache-size: "1GB"
`,
  ],
  ['conf/tikv-importer.yml', '---\nserver:\n  concurrency: 16\n  name: "a"\n  gone: 1\n'],
  ['group_vars/all.yml', '---\nport: 1\n'],
  ['group_vars/pump_servers.yml', '---\npump_port: 8250\npump_data_dir: "{{ deploy_dir }}/data.pump"\n'],
  ['group_vars/alertmanager_servers.yml', 'alertmanager_mesh_port: 6783\n'],
  ['conf/keys.txt', 'one\n'],
]);

const NEW: Tree = new Map([
  ['inventory.ini', `${INVENTORY.replace('v2.1.19', 'v3.0.9')}\n# wait for it\nwait_replication = True\n`],
  [
    'conf/tikv.yml',
    `---
storage:
  block-cache:
    # capacity: "1GB"

raftstore:
  ## Sync it.
  # sync-log: true

rocksdb:
  # max-manifest-file-size: "128MB"
  defaultcf:
    # block-size: "64KB"
`,
  ],
  ['conf/tikv-importer.yml', '---\nserver:\n  concurrency: 32\n  name: "a"\n'],
  ['group_vars/all.yml', '---\nport: 1\n# pump\npump_port: 8250\npump_data_dir: "{{ deploy_dir }}/data.pump"\n'],
  ['group_vars/pump_servers.yml', '---\n'],
  ['group_vars/alertmanager_servers.yml', 'alertmanager_cluster_port: 9094\n'],
  ['conf/keys.txt', 'one\n'],
]);

function edited(edits: Record<string, (source: string) => string>): Tree {
  const tree = new Map(BASE);
  for (const [path, edit] of Object.entries(edits)) tree.set(path, edit(tree.get(path) ?? ''));
  return tree;
}

function merge(old: Tree, answers: Record<string, string> = {}, base: Tree | null = BASE): MergeResult {
  return mergeTrees({ base, old, new: NEW, answers: new Map(Object.entries(answers)) });
}

const row = (result: MergeResult, id: string) => result.rows.find((item) => item.id === id);
const codes = (result: MergeResult) => result.findings.map((finding) => finding.code);
const replace = (from: string, to: string) => (source: string) => {
  expect(source).toContain(from);
  return source.replace(from, to);
};

describe('merging an untouched tree', () => {
  const result = merge(BASE);

  it('comes to the new release, byte for byte', () => {
    expect([...result.tree]).toEqual([...NEW]);
  });

  it('tells what is new only', () => {
    expect(result.rows.map((item) => [item.verdict, item.id])).toEqual([
      ['new-default', 'inventory.ini#all:vars.tidb_version'],
      ['new-key', 'inventory.ini#all:vars.wait_replication'],
      ['new-key', 'group_vars/alertmanager_servers.yml#alertmanager_cluster_port'],
      ['new-default', 'conf/tikv-importer.yml#server.concurrency'],
      ['new-key', 'conf/tikv.yml#storage.block-cache.capacity'],
      ['new-default', 'conf/tikv.yml#rocksdb.max-manifest-file-size'],
      ['new-key', 'conf/tikv.yml#rocksdb.defaultcf.block-size'],
    ]);
    expect(row(result, 'conf/tikv.yml#rocksdb.max-manifest-file-size')).toMatchObject({
      base: '"20MB"',
      new: '"128MB"',
      result: '"128MB"',
    });
    expect(result.undecided).toEqual([]);
  });
});

describe('what the operator changed', () => {
  it('is carried into the place of the default', () => {
    const result = merge(edited({ 'conf/tikv.yml': replace('# sync-log: true', 'sync-log: false') }));
    expect(row(result, 'conf/tikv.yml#raftstore.sync-log')).toMatchObject({
      verdict: 'carried',
      base: 'true',
      old: 'false',
      new: 'true',
      result: 'false',
    });
    expect(result.tree.get('conf/tikv.yml')).toContain('  ## Sync it.\n  sync-log: false\n');
  });

  it('is carried when only a commented default changed beside it', () => {
    const result = merge(
      edited({ 'conf/tikv.yml': replace('# max-manifest-file-size: "20MB"', 'max-manifest-file-size: "1MB"') }),
    );
    const carried = row(result, 'conf/tikv.yml#rocksdb.max-manifest-file-size');
    expect(carried).toMatchObject({ verdict: 'carried', result: '"1MB"' });
    expect(carried?.reason.en).toContain('"128MB"');
  });

  it('is carried when it is a key of his own, lists included', () => {
    const result = merge(edited({ 'conf/tikv.yml': (source) => `${source}own:\n  list:\n  - a\n  - b: 1\n` }));
    expect(parse(result.tree.get('conf/tikv.yml') ?? '').own).toEqual({ list: ['a', { b: 1 }] });
  });

  it('is commented out again when he took it out', () => {
    const result = merge(edited({ 'conf/tikv-importer.yml': replace('  name: "a"\n', '') }));
    expect(row(result, 'conf/tikv-importer.yml#server.name')).toMatchObject({
      verdict: 'carried',
      old: null,
      result: null,
    });
    expect(result.tree.get('conf/tikv-importer.yml')).toContain('  # name: "a"\n');
  });

  it('is reported as retired when the release has it no more', () => {
    const result = merge(
      edited({
        'conf/tikv.yml': replace('# block-cache-size: "1GB"', 'block-cache-size: "4GB"'),
        'conf/tikv-importer.yml': replace('gone: 1', 'gone: 2'),
      }),
    );
    expect(row(result, 'conf/tikv-importer.yml#server.gone')).toMatchObject({
      verdict: 'retired',
      old: '2',
      result: null,
    });
    expect(row(result, 'conf/tikv.yml#rocksdb.defaultcf.block-cache-size')).toMatchObject({
      verdict: 'retired',
      old: '"4GB"',
    });
    expect(result.findings).toContainEqual(
      expect.objectContaining({
        code: 'block-cache-size-retired',
        where: 'conf/tikv.yml#storage.block-cache.capacity',
      }),
    );
    expect(result.tree.get('conf/tikv.yml')).toBe(NEW.get('conf/tikv.yml'));
  });

  it('follows keys that moved or were renamed', () => {
    const result = merge(
      edited({
        'group_vars/pump_servers.yml': replace('8250', '18250'),
        'group_vars/alertmanager_servers.yml': replace('6783', '16783'),
      }),
    );
    expect(row(result, 'group_vars/pump_servers.yml#pump_port')).toMatchObject({
      verdict: 'moved',
      old: '18250',
      result: '18250',
      place: 'group_vars/all.yml#pump_port',
    });
    expect(row(result, 'group_vars/alertmanager_servers.yml#alertmanager_mesh_port')).toMatchObject({
      verdict: 'renamed',
      result: '16783',
      place: 'group_vars/alertmanager_servers.yml#alertmanager_cluster_port',
    });
    expect(result.tree.get('group_vars/all.yml')).toContain('pump_port: 18250\npump_data_dir:');
    expect(result.tree.get('group_vars/alertmanager_servers.yml')).toBe('alertmanager_cluster_port: 16783\n');
  });

  it('is hidden where it is a secret, and carried all the same', () => {
    const old = edited({ 'group_vars/all.yml': (source) => `${source}smtp_password: "hunter22"\n` });
    const result = merge(old);
    expect(JSON.stringify([result.rows, result.questions])).not.toContain('hunter22');
    expect(result.tree.get('group_vars/all.yml')).toContain('smtp_password: "hunter22"');
  });

  it('is carried as a whole file where there are no keys', () => {
    const result = merge(new Map([...edited({ 'conf/keys.txt': () => 'two\n' }), ['conf/ssl/ca.pem', 'PEM']]));
    expect(result.tree.get('conf/keys.txt')).toBe('two\n');
    expect(result.tree.get('conf/ssl/ca.pem')).toBe('PEM');
    expect(codes(result)).toContain('own-file-carried');
  });
});

describe('a conflict', () => {
  const old = edited({ 'conf/tikv-importer.yml': replace('concurrency: 16', 'concurrency: 64') });
  const id = 'conf/tikv-importer.yml#server.concurrency';
  const written = (result: MergeResult) => parse(result.tree.get('conf/tikv-importer.yml') ?? '').server.concurrency;

  it('is asked, undecided, with the operator’s side in the tree', () => {
    const result = merge(old);
    expect(row(result, id)).toMatchObject({ verdict: 'conflict', base: '16', old: '64', new: '32', result: null });
    expect(result.undecided).toEqual([id]);
    expect(result.questions[0]?.options.map((option) => option.answer)).toEqual(['yours', 'new']);
    expect(written(result)).toBe(64);
  });

  it.each([
    ['yours', '64', 64],
    ['new', '32', 32],
    ['text: 48', '48', 48],
  ])('is written as answered: %s', (answer, shown, value) => {
    const result = merge(old, { [id]: answer });
    expect(row(result, id)?.result).toBe(shown);
    expect(result.undecided).toEqual([]);
    expect(written(result)).toBe(value);
  });

  it('refuses text that is no value', () => {
    const question = merge(old).questions[0];
    expect(question?.free?.refuse('48')).toBeNull();
    expect(question?.free?.refuse('"open')).not.toBeNull();
  });

  it('is every difference when the base is not known', () => {
    const result = merge(edited({ 'conf/tikv.yml': replace('# sync-log: true', 'sync-log: false') }), {}, null);
    expect(row(result, 'conf/tikv.yml#raftstore.sync-log')?.verdict).toBe('conflict');
    expect(row(result, 'conf/tikv-importer.yml#server.concurrency')?.verdict).toBe('conflict');
    expect(row(result, 'inventory.ini#all:vars.tidb_version')).toMatchObject({
      verdict: 'new-default',
      result: 'v3.0.9',
    });
    expect(result.rows.some((item) => item.verdict === 'carried')).toBe(false);
    expect(codes(result)).toContain('base-unknown');
  });
});

describe('the inventory', () => {
  const hosts = `[tikv_servers]
TiKV1-1 ansible_host=10.0.0.14 deploy_dir=/data1 tikv_port=20171 labels="host=a"
# TiKV9 is in repair

TiKV1-2 ansible_host=10.0.0.14 deploy_dir=/data2 tikv_port=20172 labels="host=a"
TiKV2-1 ansible_host=10.0.0.15 deploy_dir=/data1 labels="host=b"

[mine]
x1
`;
  const old = edited({
    'inventory.ini': (source) =>
      replace(
        '[tikv_servers]\n10.9.0.2\n',
        hosts,
      )(source)
        .replace('[monitored_servers]\n', '[monitored_servers]\n10.0.0.14\n10.0.0.15\n')
        .replace('# location_labels = ["zone","host"]', 'location_labels = ["host"]')
        .replace('/home/tidb/deploy', '/data/deploy'),
  });
  const result = merge(old);
  const inventory = result.tree.get('inventory.ini') ?? '';

  it('has the operator’s hosts in the new layout, comments of both kept, sample hosts gone', () => {
    expect(inventory).toContain(hosts.slice(0, hosts.indexOf('[mine]')));
    expect(inventory).not.toContain('\n10.9.0.2\n\n[pd');
    expect(inventory).toContain('[drainer_servers]\n\n[mine]\nx1\n');
    expect(inventory).toContain('# wait for it\nwait_replication = True\n');
    expect(inventory).toContain('tidb_version = v3.0.9');
    expect(inventory).toContain('[pd_servers:vars]\nlocation_labels = ["host"]\n');
    expect(inventory).toContain('deploy_dir = /data/deploy');
  });

  it('has rows for host variables, and none for sample hosts', () => {
    expect(row(result, 'inventory.ini#tikv_servers.TiKV1-1.tikv_port')).toMatchObject({
      verdict: 'carried',
      old: '20171',
    });
    expect(row(result, 'inventory.ini#all:vars.deploy_dir')).toMatchObject({
      verdict: 'carried',
      result: '/data/deploy',
    });
    expect(row(result, 'inventory.ini#mine.x1')).toBeDefined();
    expect(result.rows.filter((item) => item.key.includes('10.9.0'))).toEqual([]);
  });

  it('proposes free status ports for TiKVs of one machine, and blocks until they are confirmed', () => {
    const ids = ['TiKV1-1', 'TiKV1-2'].map((host) => `inventory.ini#tikv_servers.${host}.tikv_status_port`);
    expect(result.undecided).toEqual(ids);
    expect(result.findings.filter((finding) => finding.severity === 'block').map((finding) => finding.where)).toEqual(
      ids,
    );
    expect(result.rows.filter((item) => ids.includes(item.id)).map((item) => [item.new, item.result])).toEqual([
      ['20181', null],
      ['20182', null],
    ]);
    const question = result.questions.find((item) => item.id === ids[1]);
    expect(question?.free?.refuse('20171')).not.toBeNull();
    expect(question?.free?.refuse('20999')).toBeNull();

    const confirmed = merge(old, { [ids[0] as string]: 'new', [ids[1] as string]: 'text: 20999' });
    expect(confirmed.tree.get('inventory.ini')).toContain('tikv_port=20171 labels="host=a" tikv_status_port=20181\n');
    expect(confirmed.tree.get('inventory.ini')).toContain('tikv_port=20172 labels="host=a" tikv_status_port=20999\n');
    expect(confirmed.findings.filter((finding) => finding.severity === 'block')).toEqual([]);
    expect(confirmed.undecided).toEqual([]);
  });
});

describe('what is asked beside the merge', () => {
  it('is written when it is answered', () => {
    const result = merge(BASE, { capacity: 'text: 16GB', 'hibernate-regions': 'true' });
    expect(parse(result.tree.get('conf/tikv.yml') ?? '')).toMatchObject({
      storage: { 'block-cache': { capacity: '16GB' } },
      raftstore: { 'hibernate-regions': true },
    });
    expect(row(result, 'conf/tikv.yml#storage.block-cache.capacity')?.result).toBe('"16GB"');
    expect(merge(BASE, { capacity: 'leave', 'hibernate-regions': 'leave' }).tree).toEqual(NEW);
  });
});

describe('a file that cannot be read', () => {
  it('blocks, with every problem, and the new one stays as it is', () => {
    const result = merge(
      edited({ 'conf/tikv.yml': () => 'a:\n\tb: 1\n', 'inventory.ini': (source) => `${source}nonsense\n` }),
    );
    const blocks = result.findings.filter((finding) => finding.code === 'file-unreadable');
    expect(blocks.map((finding) => finding.where.split(':')[0])).toEqual(
      expect.arrayContaining(['conf/tikv.yml', 'inventory.ini']),
    );
    expect(result.tree.get('conf/tikv.yml')).toBe(NEW.get('conf/tikv.yml'));
  });
});
