import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/formats/yaml/parse.ts';
import { INVENTORY } from '../cluster/support/sample.ts';
import { readTree, TREES } from '../support/trees.ts';
import { Preparation } from './support/preparation.ts';

const release = (version: string) => new Map(readTree(`tidb-ansible-${version}`));

/** What an operator did to the real 2.1.19: his hosts, a port, a cache, a limit. */
function operated(tree: ReadonlyMap<string, string>): Map<string, string> {
  const edit = (path: string, from: string | RegExp, to: string) => {
    const before = tree.get(path) ?? '';
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${path} does not have ${from}`);
    return [path, after] as const;
  };
  return new Map([
    ...tree,
    ['inventory.ini', INVENTORY],
    edit('group_vars/pump_servers.yml', 'pump_port: 8250', 'pump_port: 8251'),
    edit('conf/tikv.yml', /^ {2}# grpc-concurrency: 4/m, '  grpc-concurrency: 8'),
    edit('conf/pd.yml', /^ {2}# leader-schedule-limit: 4/m, '  leader-schedule-limit: 8'),
  ]);
}

describe.skipIf(!TREES)('the preparation on the configuration of real releases', () => {
  it.each([
    ['v3.0.9', 'v2.1.19'],
    ['v3.0.9', 'v2.1.8'],
  ])('goes through to %s from %s, with the operator’s values in the new files', async (to, from) => {
    const base = release(from).set('inventory.ini', release(from).get('inventory.ini')!.replace(from, 'v2.1.19'));
    const world = new Preparation({
      old: operated(base),
      base,
      newer: release(to).set('requirements.txt', 'ansible==2.7.11\njinja2>=2.9.6\njmespath>=0.9.0\n'),
    });
    const state = await world.run((id) => (id === 'cold-backup' ? 'yes' : 'yours'));
    expect(state.phases.map((phase) => phase.result)).toEqual(Array(8).fill('done'));
    expect(world.newFile('conf/tikv.yml')).toMatch(/^ {2}grpc-concurrency: 8$/m);
    expect(world.newFile('conf/pd.yml')).toMatch(/^ {2}leader-schedule-limit: 8$/m);
    expect(world.newFile('group_vars/all.yml')).toMatch(/^pump_port: 8251$/m);
    expect(world.newFile('inventory.ini')).toMatch(/^TiKV1-2 .*tikv_status_port=\d+/m);
    for (const path of ['conf/tikv.yml', 'conf/pd.yml', 'conf/tidb.yml']) {
      expect('file' in parseYaml(world.newFile(path))).toBe(true);
    }
  });
});
