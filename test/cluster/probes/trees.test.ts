import { describe, expect, it } from 'vitest';
import { baseTreeProbe } from '../../../src/cluster/probes/base-tree.ts';
import { newTreeStateProbe } from '../../../src/cluster/probes/new-tree-state.ts';
import { oldTreeProbe } from '../../../src/cluster/probes/old-tree.ts';
import { pristineTreeProbe } from '../../../src/cluster/probes/pristine-tree.ts';
import { oldTopologyProbe, topologyProbe } from '../../../src/cluster/probes/topology.ts';
import { upgradeSettingsProbe } from '../../../src/cluster/probes/upgrade-settings.ts';
import { FakeHost, fakeGit } from '../support/fake-host.ts';
import { fakePorts, probe, value } from '../support/fake-ports.ts';
import { GROUP_VARS, INVENTORY, SETTINGS } from '../support/sample.ts';

const OLD = new Map([['inventory.ini', INVENTORY], ...GROUP_VARS, ['conf/tikv.yml', '---\nserver:\n']]);
const SAMPLE = '[pd_servers]\n192.168.0.6\n\n[all:vars]\ntidb_version = v3.0.9\n';
const NEW = new Map([
  ['inventory.ini', SAMPLE],
  ['conf/tikv.yml', '---\nglobal:\n'],
]);
const BASE = new Map([...OLD, ['inventory.ini', '[pd_servers]\n192.168.0.6\n']]);

const at = (root: string, tree: ReadonlyMap<string, string>) =>
  [...tree].map(([path, content]) => [`${root}/${path}`, content] as const);

/** A control machine with both trees; `tags` say what their repositories have. */
function machine(
  tags: Readonly<Record<string, Readonly<Record<string, ReadonlyMap<string, string>>>>>,
  changed: ReadonlyMap<string, string> = NEW,
) {
  const files = [...at(SETTINGS.oldTree, OLD), ...at(SETTINGS.newTree, changed)];
  const repositories = new Map(Object.entries(tags).map(([root, own]) => [root, new Map(Object.entries(own))]));
  return fakePorts({ control: new FakeHost('control', files, fakeGit(repositories)) });
}

describe('the settings of an upgrade', () => {
  it('are not known, by name, when the profile leaves one out', async () => {
    const fact = await probe(fakePorts({ profile: { newTree: null } }), upgradeSettingsProbe);
    expect(fact).toMatchObject({ known: false, why: { en: 'the profile has no newTree' } });
  });
});

describe('the files of a tree', () => {
  it('are inventory, conf and group_vars', async () => {
    const tree = await value(machine({}), oldTreeProbe);
    expect([...tree.files.keys()].sort()).toEqual([...OLD.keys()].sort());
  });

  it('are read with one command, byte for byte', async () => {
    const odd = new Map([...OLD, ['conf/pd.yml', '\ufeff# 中文\r\nno newline at the end'], ['conf/tidb.yml', '']]);
    const control = new FakeHost('control', at(SETTINGS.oldTree, odd));
    expect(new Map((await value(fakePorts({ control }), oldTreeProbe)).files)).toEqual(odd);
    expect(control.ran.map(([program]) => program)).toEqual(['cat']);
  });

  it('are read one by one when they are not as they were listed', async () => {
    const control = new FakeHost('control', at(SETTINGS.oldTree, OLD));
    control.list = async (path) =>
      (await FakeHost.prototype.list.call(control, path))?.map((entry) => ({ ...entry, sizeBytes: 7 })) ?? null;
    expect(new Map((await value(fakePorts({ control }), oldTreeProbe)).files)).toEqual(OLD);
  });

  it('are not known without an inventory', async () => {
    const fact = await probe(fakePorts({}), oldTreeProbe);
    expect(fact).toMatchObject({ known: false, source: { kind: 'file', path: SETTINGS.oldTree } });
  });

  it('are not known when Ansible would refuse the inventory, with the line', async () => {
    const ports = fakePorts({
      control: new FakeHost('control', at(SETTINGS.oldTree, new Map([['inventory.ini', '[a]\nx "y\n']]))),
    });
    const fact = await probe(ports, oldTopologyProbe);
    expect(fact.known ? '' : fact.why.en).toContain('line 2');
  });
});

describe('the effective topology', () => {
  it('comes from the old tree while the new one has its sample hosts', async () => {
    expect((await value(machine({}), topologyProbe)).tidbVersion).toBe('v2.1.19');
  });

  it('comes from the new tree from when it names the PDs of this cluster', async () => {
    const merged = new Map([...NEW, ['inventory.ini', INVENTORY.replace('v2.1.19', 'v3.0.9')]]);
    expect((await value(machine({}, merged), topologyProbe)).tidbVersion).toBe('v3.0.9');
  });
});

describe('the new tree', () => {
  const tagged = { HEAD: NEW, 'v3.0.9': NEW };

  it('is right when its commit is the tag’s and its version the target', async () => {
    expect(await value(machine({ [SETTINGS.newTree]: tagged }), newTreeStateProbe)).toMatchObject({ is: 'right' });
  });

  it('is missing when there is nothing', async () => {
    expect(await value(fakePorts({}), newTreeStateProbe)).toEqual({ is: 'missing' });
  });

  it.each([
    ['no repository', machine({}), 'no git repository'],
    ['no such tag', machine({ [SETTINGS.newTree]: { HEAD: NEW } }), 'no tag v3.0.9'],
    ['another commit', machine({ [SETTINGS.newTree]: { HEAD: OLD, 'v3.0.9': NEW } }), 'is at commit'],
    [
      'another tidb_version',
      machine({ [SETTINGS.newTree]: tagged }, new Map([...NEW, ['inventory.ini', SAMPLE.replace('v3.0.9', 'v3.0.8')]])),
      'is v3.0.8, the tag is v3.0.9',
    ],
  ])('is wrong with %s, and says why', async (_case, ports, why) => {
    const state = await value(ports, newTreeStateProbe);
    expect(state.is === 'wrong' && state.why.en).toContain(why);
  });
});

describe('the base of the merge', () => {
  it('is the old version’s tag in the old tree', async () => {
    const base = await value(machine({ [SETTINGS.oldTree]: { HEAD: OLD, 'v2.1.19': BASE } }), baseTreeProbe);
    expect(base).toMatchObject({ found: true, how: { en: `git show, from ${SETTINGS.oldTree} (tag v2.1.19)` } });
    expect(base.files).toEqual(BASE);
  });

  it('else the same tag in the new tree’s clone', async () => {
    const base = await value(machine({ [SETTINGS.newTree]: { 'v2.1.19': BASE } }), baseTreeProbe);
    expect(base).toMatchObject({ found: true, how: { en: `git show, from ${SETTINGS.newTree} (tag v2.1.19)` } });
  });

  it('else what the old tree has committed, when that is not the operator’s own', async () => {
    expect(await value(machine({ [SETTINGS.oldTree]: { HEAD: BASE } }), baseTreeProbe)).toMatchObject({ found: true });
    expect(await value(machine({ [SETTINGS.oldTree]: { HEAD: OLD } }), baseTreeProbe)).toMatchObject({ found: false });
  });

  it('else is not found, and says where it was looked for', async () => {
    const base = await value(machine({}), baseTreeProbe);
    expect(base.found).toBe(false);
    expect(base.how.en).toContain('the tag v2.1.19');
  });
});

describe('the pristine new tree', () => {
  it('is what the tag has, whatever lies in the tree', async () => {
    const edited = new Map([...NEW, ['conf/tikv.yml', 'edited']]);
    const pristine = await value(machine({ [SETTINGS.newTree]: { 'v3.0.9': NEW } }, edited), pristineTreeProbe);
    expect(pristine.files).toEqual(NEW);
  });
});
