import { describe, expect, it } from 'vitest';
import { OperatorError } from '../../../src/base/errors.ts';
import { text } from '../../../src/base/text.ts';
import { BACKUP_MANIFEST, writeManifest } from '../../../src/cluster/backup-files.ts';
import { backupStateProbe } from '../../../src/cluster/probes/backup-state.ts';
import { controlToolsProbe } from '../../../src/cluster/probes/control-tools.ts';
import { controlUserProbe } from '../../../src/cluster/probes/control-user.ts';
import { ddlJobsProbe } from '../../../src/cluster/probes/ddl-jobs.ts';
import { diskSpaceProbe } from '../../../src/cluster/probes/disk-space.ts';
import { downloadedBinariesProbe } from '../../../src/cluster/probes/downloaded-binaries.ts';
import { hostMemoryProbe } from '../../../src/cluster/probes/host-memory.ts';
import { tidbStatusProbe } from '../../../src/cluster/probes/tidb-status.ts';
import { type Commands, FakeHost, sha256, unreachable } from '../support/fake-host.ts';
import { fakePorts, probe, value } from '../support/fake-ports.ts';
import { GROUP_VARS, INVENTORY, SETTINGS } from '../support/sample.ts';

const TREE = [['inventory.ini', INVENTORY] as const, ...GROUP_VARS].map(
  ([path, content]) => [`${SETTINGS.oldTree}/${path}`, content] as const,
);
const control = (commands?: Commands) => new FakeHost('control', TREE, commands);
const refused = new OperatorError({
  code: 'unreachable',
  kind: 'failed',
  what: text('nobody answers', '无人应答'),
  why: text('', ''),
  next: [],
});

describe('the user', () => {
  it('is what id says; not known when it fails', async () => {
    const commands: Commands = ([program]) => (program === 'id' ? { stdout: 'tidb\n' } : undefined);
    expect(await value(fakePorts({ control: control(commands) }), controlUserProbe)).toBe('tidb');
    expect(await probe(fakePorts({}), controlUserProbe)).toMatchObject({ known: false });
  });
});

describe('the tools', () => {
  const tools = (answers: Readonly<Record<string, string>>) => {
    const commands: Commands = (argv) => {
      const said = answers[argv.join(' ')];
      return said === undefined ? undefined : { stdout: said };
    };
    return value(fakePorts({ control: control(commands) }), controlToolsProbe);
  };

  it('are read as an old control machine tells them', async () => {
    expect(
      await tools({
        'ansible --version': 'ansible 2.7.11\n  config file = None\n  python version = 2.7.5 (default) [GCC 4.8.5]\n',
        'pip show jinja2': 'Name: Jinja2\nVersion: 2.10.3\n',
        'python -c import jmespath; print(jmespath.__version__)': '0.9.4\n',
      }),
    ).toEqual({ ansible: '2.7.11', jinja2: '2.10.3', jmespath: '0.9.4' });
  });

  it('are read from the Python that a new ansible names, before any pip', async () => {
    expect(
      await tools({
        'ansible --version':
          'ansible [core 2.14.18]\n  python version = 3.11.2 (main) [GCC 12.2.0] (/usr/bin/python3)\n',
        '/usr/bin/python3 -c import jinja2; print(jinja2.__version__)': '3.1.2\n',
        'pip show jinja2': 'Version: 2.0.0\n',
      }),
    ).toEqual({ ansible: '2.14.18', jinja2: '3.1.2', jmespath: null });
  });
});

describe('DDL jobs', () => {
  it('come from the first TiDB that answers, whatever the case of its columns', async () => {
    const asked: string[] = [];
    const ports = fakePorts({
      control: control(),
      sql: async (address) => {
        asked.push(address);
        if (asked.length === 1) throw refused;
        return [{ Job_ID: '42', DB_NAME: 'shop', TABLE_NAME: 'orders', JOB_TYPE: 'add index', STATE: 'running' }];
      },
    });
    expect(await value(ports, ddlJobsProbe)).toEqual([
      { id: '42', table: 'shop.orders', type: 'add index', state: 'running' },
    ]);
    expect(asked).toEqual(['10.0.0.21:4000', '10.0.0.22:4000']);
  });

  it('are not known when no TiDB answers', async () => {
    const ports = fakePorts({ control: control(), sql: () => Promise.reject(refused) });
    expect(await probe(ports, ddlJobsProbe)).toMatchObject({ known: false, why: { en: 'nobody answers' } });
  });
});

describe('the status of TiDB', () => {
  it('tells versions, and why one is not known', async () => {
    const ports = fakePorts({
      control: control(),
      http: async ({ url }) => {
        if (url.includes('10.0.0.22')) throw refused;
        return { status: 200, body: '{"connections":3,"version":"5.7.25-TiDB-v2.1.19","git_hash":"ab"}' };
      },
    });
    expect(await value(ports, tidbStatusProbe)).toMatchObject([
      { name: '10.0.0.21', version: 'v2.1.19', connections: 3, why: null },
      { name: '10.0.0.22', version: null, connections: null, why: { en: 'nobody answers' } },
    ]);
  });

  it('does not take a broken page for a version', async () => {
    const ports = fakePorts({ control: control(), http: async () => ({ status: 200, body: '<html>' }) });
    expect((await value(ports, tidbStatusProbe)).map(({ version }) => version)).toEqual([null, null]);
  });
});

describe('disks and memory', () => {
  const at = (name: string) =>
    name === 'TiKV3-1'
      ? unreachable(name)
      : new FakeHost(name, [], () => ({ stdout: '              total\nMem:   68719476736  1 2\nSwap: 0\n' }));

  it('are read on every machine once, and one that is not reached has its reason', async () => {
    const memory = await value(fakePorts({ control: control(), at }), hostMemoryProbe);
    expect(memory.map(({ address, instances, memoryBytes }) => [address, instances.length, memoryBytes])).toEqual([
      ['10.0.0.14', 2, 68719476736],
      ['10.0.0.15', 1, 68719476736],
      ['10.0.0.16', 1, null],
    ]);
    expect(memory[2]?.why?.en).toBe('TiKV3-1 cannot be reached');
  });

  it('include every deploy directory and both places on the control machine', async () => {
    const spaces = await value(fakePorts({ control: control(), at }), diskSpaceProbe);
    expect(spaces.filter(({ host }) => host === 'control').map(({ path }) => path)).toEqual([
      SETTINGS.newTree,
      SETTINGS.backupDir,
    ]);
    expect(spaces.filter(({ host }) => host === 'TiKV1-1').map(({ path }) => path)).toEqual([
      '/data1/deploy',
      '/data2/deploy',
    ]);
    expect(spaces.find(({ host }) => host === 'TiKV3-1')?.freeBytes).toBeNull();
  });
});

describe('downloaded binaries', () => {
  it('are those that the cluster needs, each with what it says', async () => {
    const commands: Commands = ([program]) =>
      program?.endsWith('/pump') ? undefined : { stdout: 'Release Version: v3.0.9\n' };
    expect(await value(fakePorts({ control: control(commands) }), downloadedBinariesProbe)).toEqual([
      { name: 'pd-server', version: 'v3.0.9' },
      { name: 'tikv-server', version: 'v3.0.9' },
      { name: 'tidb-server', version: 'v3.0.9' },
      { name: 'pump', version: null },
      { name: 'drainer', version: 'v3.0.9' },
    ]);
  });
});

describe('the backup', () => {
  it('is read back with its digests, and with those of what it was made from', async () => {
    const host = control();
    const dir = SETTINGS.backupDir;
    host.files.set(`${dir}/belay-run.txt`, 'run-1\n');
    host.files.set(`${dir}/inventory.ini`, INVENTORY);
    host.files.set(`${dir}/${BACKUP_MANIFEST}`, writeManifest(new Map([['inventory.ini', sha256(INVENTORY)]])));
    const state = await value(fakePorts({ control: host }), backupStateProbe);
    expect(state.run).toBe('run-1');
    expect(state.digests.get('inventory.ini')).toBe(sha256(INVENTORY));
    expect(state.manifest).toEqual(new Map([['inventory.ini', sha256(INVENTORY)]]));
    expect(state.originals).toEqual(new Map([['inventory.ini', sha256(INVENTORY)]]));
  });

  it('is nothing where nothing is', async () => {
    expect(await value(fakePorts({}), backupStateProbe)).toMatchObject({
      run: null,
      manifest: null,
      digests: new Map(),
    });
  });
});
