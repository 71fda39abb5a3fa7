import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { mergeTrees } from '../../../src/cluster/merge/merge-trees.ts';

const INVENTORY = `[tidb_servers]
10.0.0.1

[tikv_servers]
t1 ansible_host=10.0.0.2 deploy_dir=/d1 tikv_port=20171 tikv_status_port=20181 labels="host=a"
t2 ansible_host=10.0.0.2 deploy_dir=/d2 tikv_port=20172 tikv_status_port=20182 labels="host=a"
t3 ansible_host=10.0.0.3 labels="host=b"

[pd_servers]
10.0.0.4

[monitored_servers]
10.0.0.[1:4]

[pump_servers]

[drainer_servers]

[pd_servers:vars]
location_labels = ["host"]

[all:vars]
deploy_dir = /home/tidb/deploy
ansible_user = tidb
tidb_version = v3.0.9
process_supervision = systemd
enable_binlog = False
enable_tls = False
`;
const GROUP_VARS = '---\ntikv_port: 20160\ntikv_status_port: 20180\n';
const TIKV = '---\nstorage:\n  block-cache:\n    capacity: "8GB"\n';

/** Findings about an inventory that is the same in all trees. */
function findingsOf(edit: (inventory: string) => string, files: Record<string, string> = {}): readonly string[] {
  const inventory = edit(INVENTORY);
  const tree = new Map([
    ['inventory.ini', inventory],
    ['group_vars/tikv_servers.yml', GROUP_VARS],
    ['conf/tikv.yml', TIKV],
    ...Object.entries(files),
  ]);
  const result = mergeTrees({ base: tree, old: tree, new: tree, answers: new Map() });
  return result.findings.map((finding) => `${finding.severity} ${finding.code}`);
}

const replace = (from: string, to: string) => (source: string) => {
  expect(source).toContain(from);
  return source.replace(from, to);
};

describe('the merged inventory', () => {
  it('has no findings when all is well', () => {
    expect(findingsOf((inventory) => inventory)).toEqual([]);
  });

  it.each([
    ['block tikv-status-port-shared', replace(' tikv_status_port=20182', ''), 0],
    ['block tikv-status-port-shared', replace('20182', '20181'), 1],
    ['block tikv-port-shared', replace('20172', '20171'), 1],
    ['block tikv-deploy-dir-shared', replace('/d2', '/d1'), 1],
    [
      'warn tikv-host-labels-differ',
      replace('tikv_status_port=20182 labels="host=a"', 'tikv_status_port=20182 labels="host=c"'),
      1,
    ],
    ['warn tikv-label-missing', replace(' labels="host=b"', ''), 1],
    ['warn tikv-label-missing', replace('20182 labels="host=a"', '20182'), 1],
    ['warn tikv-label-missing', replace('["host"]', '["zone","host"]'), 3],
    ['warn location-labels-unset', replace('location_labels = ["host"]', ''), 1],
    ['block binlog-without-pump', replace('enable_binlog = False', 'enable_binlog = True'), 1],
    ['warn pump-without-binlog', replace('[pump_servers]\n', '[pump_servers]\n10.0.0.1\n'), 1],
    ['block process-supervision-unknown', replace('systemd', 'Systemd'), 1],
    ['block ansible-user-root', replace('ansible_user = tidb', 'ansible_user = root'), 1],
    ['warn monitored-host-missing', replace('10.0.0.[1:4]', '10.0.0.[1:3]'), 1],
    ['warn pd-count-even', replace('[pd_servers]\n', '[pd_servers]\n10.0.0.3\n'), 1],
    ['warn tls-pd-name', replace('enable_tls = False', 'enable_tls = True'), 1],
    ['warn tls-status-page', replace('enable_tls = False', 'enable_tls = True'), 1],
    ['warn group-var-overridden', (source: string) => `${source}\n[tikv_servers:vars]\ntikv_port = 1\n`, 1],
  ])('%s', (finding, edit, count) => {
    expect(findingsOf(edit).filter((item) => item === finding)).toHaveLength(count);
  });

  it('wants drainers where binlog is on', () => {
    const binlog = (source: string) =>
      source
        .replace('[pump_servers]\n', '[pump_servers]\n10.0.0.1\n')
        .replace('enable_binlog = False', 'enable_binlog = True');
    expect(findingsOf(binlog)).toEqual(['warn binlog-without-drainer']);
  });

  it('takes no default for the capacity of TiKVs that share a machine', () => {
    expect(findingsOf((inventory) => inventory, { 'conf/tikv.yml': TIKV.replace('capacity', '# capacity') })).toEqual([
      'warn capacity-unset',
    ]);
  });

  it('tells of keys that stand twice', () => {
    expect(findingsOf((inventory) => inventory, { 'group_vars/all.yml': 'a: 1\na: 2\n' })).toEqual([
      'warn key-duplicate',
    ]);
  });

  it('keeps away from ports of other components when it proposes one', () => {
    const inventory = INVENTORY.replace(
      '[pd_servers]\n',
      '[pd_servers]\np2 ansible_host=10.0.0.2 pd_client_port=20182\n',
    ).replaceAll(/ tikv_status_port=\d+/g, '');
    const tree = new Map([
      ['inventory.ini', inventory],
      ['group_vars/tikv_servers.yml', GROUP_VARS],
    ]);
    const result = mergeTrees({ base: tree, old: tree, new: tree, answers: new Map() });
    expect(result.rows.filter((row) => row.key.endsWith('tikv_status_port')).map((row) => row.new)).toEqual([
      '20181',
      '20183',
    ]);
  });
});

describe('answers that cannot be taken', () => {
  it.each([
    ['capacity', 'text: much'],
    ['hibernate-regions', 'perhaps'],
    ['inventory.ini#tikv_servers.t2.tikv_status_port', 'yours'],
    ['inventory.ini#tikv_servers.t2.tikv_status_port', 'text: 20172'],
  ])('block: %s %s', (id, answer) => {
    const inventory = INVENTORY.replace('20182', '20181');
    const tree = new Map([
      ['inventory.ini', inventory],
      ['conf/tikv.yml', TIKV],
    ]);
    const result = mergeTrees({ base: tree, old: tree, new: tree, answers: new Map([[id, answer]]) });
    expect(
      result.findings.filter((finding) => finding.code === 'answer-refused').map((finding) => finding.where),
    ).toEqual([id]);
    expect(result.tree).toEqual(tree);
  });
});

describe('docs/merge-findings.md', () => {
  it('lists every code, and no other', async () => {
    const documented = [...readFileSync('docs/merge-findings.md', 'utf8').matchAll(/^\| `([\w-]+)`\s*\|/gm)].map(
      ([, code]) => code,
    );
    const sources = ['src/cluster/capacity.ts'];
    for (const entry of await readdir('src/cluster/merge', { recursive: true })) {
      if (entry.endsWith('.ts')) sources.push(`src/cluster/merge/${entry}`);
    }
    const codes = new Set<string>();
    for (const path of sources) {
      for (const [, code] of (await readFile(path, 'utf8')).matchAll(/code: '([\w-]+)'/g)) codes.add(code as string);
    }
    expect([...documented].sort()).toEqual([...codes].sort());
  });
});
