import { describe, expect, it } from 'vitest';
import { OperatorError } from '../../../src/base/errors.ts';
import { text } from '../../../src/base/text.ts';
import { drainerNodesProbe } from '../../../src/cluster/probes/drainer-nodes.ts';
import { evictionWaitProbe } from '../../../src/cluster/probes/eviction-wait.ts';
import { pdUnitsProbe, readUnitState } from '../../../src/cluster/probes/pd-units.ts';
import { playbookHostsProbe, readListedPlays } from '../../../src/cluster/probes/playbook-hosts.ts';
import { pumpStatusProbe } from '../../../src/cluster/probes/pump-status.ts';
import { tikvStatusPagesProbe } from '../../../src/cluster/probes/tikv-status-pages.ts';
import { EVICTION_FILE } from '../support/eviction-file.ts';
import { FakeHost } from '../support/fake-host.ts';
import { fakePorts, probe, value } from '../support/fake-ports.ts';
import { GROUP_VARS, INVENTORY, SETTINGS } from '../support/sample.ts';

const TREE = new Map(
  [['inventory.ini', INVENTORY] as const, ...GROUP_VARS].map(([path, content]) => [
    `${SETTINGS.oldTree}/${path}`,
    content,
  ]),
);

const LISTING = `
playbook: rolling_update.yml

  play #1 (localhost): check config locally	TAGS: [always]
    pattern: [u'localhost']
    hosts (1):
      localhost

  play #11 (tikv_servers): rolling update TiKV cluster	TAGS: [tikv]
    pattern: [u'tikv_servers']
    hosts (2):
      TiKV1-1
      TiKV1-2

  play #12 (pd_servers_followers,pd_servers_leader): rolling update PD cluster	TAGS: [pd]
    pattern: [u'pd_servers_followers', u'pd_servers_leader']
    hosts (0):
`;

function refusing(): never {
  throw new OperatorError({
    code: 'unreachable',
    kind: 'failed',
    what: text('refused', '拒绝'),
    why: text('', ''),
    next: [],
  });
}

describe('the hosts of a playbook', () => {
  it('are read from --list-hosts, plays without hosts too', () => {
    expect(readListedPlays(LISTING)).toEqual([
      { patterns: ['localhost'], hosts: ['localhost'] },
      { patterns: ['tikv_servers'], hosts: ['TiKV1-1', 'TiKV1-2'] },
      { patterns: ['pd_servers_followers', 'pd_servers_leader'], hosts: [] },
    ]);
  });

  it('are asked in the new tree, and unknown when ansible gives up', async () => {
    const asked: (string | undefined)[] = [];
    const control = new FakeHost('control', [], (_argv, cwd) => {
      asked.push(cwd);
      return { exit: 1, stderr: 'ERROR! no inventory' };
    });
    const fact = await probe(fakePorts({ control }), playbookHostsProbe);
    expect(asked).toEqual([SETTINGS.newTree]);
    expect(fact).toMatchObject({ known: false, why: { en: expect.stringContaining('ERROR! no inventory') } });
  });
});

describe('the units of PD', () => {
  it('are active, inactive or absent, by systemd', () => {
    expect(readUnitState('LoadState=loaded\nActiveState=active\n')).toBe('active');
    expect(readUnitState('LoadState=loaded\nActiveState=failed\n')).toBe('inactive');
    expect(readUnitState('LoadState=not-found\nActiveState=inactive\n')).toBe('absent');
    expect(readUnitState('nothing')).toBeNull();
  });

  it('are unknown on a host without systemctl', async () => {
    const units = await value(fakePorts({ control: new FakeHost('control', TREE) }), pdUnitsProbe);
    expect(units.map((unit) => unit.new)).toEqual([null, null, null]);
  });
});

describe('status pages', () => {
  it('of the TiKVs: one that is silent hides no other', async () => {
    const http = async ({ url }: { url: string }) =>
      url.includes('10.0.0.15') ? refusing() : { status: 200, body: '' };
    const pages = await value(fakePorts({ control: new FakeHost('control', TREE), http }), tikvStatusPagesProbe);
    expect(pages.map((page) => page.answers)).toEqual([true, true, false, true]);
    expect(pages[2]?.why?.en).toBe('refused');
  });

  it('of a Pump: what it says of itself, not of the others', async () => {
    const body = JSON.stringify({
      status: {
        a: { nodeId: 'a', host: '10.0.0.99:8250', state: 'paused' },
        b: { nodeId: 'b', host: '10.0.0.31:8251', state: 'online' },
      },
    });
    const http = async () => ({ status: 200, body });
    const pumps = await value(fakePorts({ control: new FakeHost('control', TREE), http }), pumpStatusProbe);
    expect(pumps).toEqual([{ name: 'pump1', state: 'online' }]);
  });
});

describe('a Drainer', () => {
  const http = async () => ({ status: 200, body: '{}' });

  it('is its three binaries with their versions, and its page', async () => {
    const bin = '/home/tidb/deploy/bin';
    const host = new FakeHost(
      'drainer1',
      [
        [`${bin}/drainer`, 'x'],
        [`${bin}/drainer-v3.0.9`, 'x'],
      ],
      ([path]) => ({
        stdout: `Release Version: ${path?.endsWith('v3.0.9') ? 'v3.0.9' : 'v2.1.19'}\n`,
      }),
    );
    const ports = fakePorts({ control: new FakeHost('control', TREE), http, at: () => host });
    expect(await value(ports, drainerNodesProbe)).toEqual([
      {
        name: 'drainer1',
        answers: true,
        why: null,
        binaries: {
          current: { there: true, version: 'v2.1.19' },
          staged: { there: true, version: 'v3.0.9' },
          kept: { there: false, version: null },
        },
      },
    ]);
  });
});

describe('the eviction wait', () => {
  const path = `${SETTINGS.newTree}/common_tasks/add_evict_leader_scheduler.yml`;
  const control = (content?: string) =>
    new FakeHost('control', content === undefined ? TREE : [...TREE, [path, content] as const]);

  it('is read from the new tree', async () => {
    const read = await value(fakePorts({ control: control(EVICTION_FILE) }), evictionWaitProbe);
    expect(read).toMatchObject({ path, placed: { wait: { retries: 18, delaySeconds: 10 } } });
  });

  it('is unknown without the file, or without the task in it', async () => {
    expect((await probe(fakePorts({ control: control() }), evictionWaitProbe)).known).toBe(false);
    expect((await probe(fakePorts({ control: control('- name: x\n') }), evictionWaitProbe)).known).toBe(false);
  });
});
