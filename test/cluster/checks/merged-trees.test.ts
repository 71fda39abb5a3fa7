import { describe, expect, it } from 'vitest';
import { text } from '../../../src/base/text.ts';
import { hostMemoryKnown } from '../../../src/cluster/checks/host-memory-known.ts';
import { topologyCarried } from '../../../src/cluster/checks/topology-carried.ts';
import { askConfiguration } from '../../../src/cluster/choices/merge-questions.ts';
import { hostMemoryProbe } from '../../../src/cluster/probes/host-memory.ts';
import { newTopologyProbe, oldTopologyProbe } from '../../../src/cluster/probes/topology.ts';
import { given } from '../support/facts.ts';
import { sha256 } from '../support/fake-host.ts';
import { judge, judgeAll } from '../support/judged.ts';
import { GROUP_VARS, INVENTORY, topologyOf } from '../support/sample.ts';

describe('both trees describe the same cluster', () => {
  const compared = (inventory: string, groupVars = GROUP_VARS) =>
    judge(
      topologyCarried,
      given().known(oldTopologyProbe, topologyOf()).known(newTopologyProbe, topologyOf(inventory, groupVars)),
    );

  it('when every component is where it was, status ports and version aside', () => {
    const merged = INVENTORY.replace('v2.1.19', 'v3.0.9').replace(
      'tikv_port=20171',
      'tikv_port=20171 tikv_status_port=20181',
    );
    expect(compared(merged)).toMatchObject({ result: 'ok' });
  });

  it.each([
    [
      'a component is gone',
      INVENTORY.replace('10.0.0.22\n', ''),
      'tidb 10.0.0.22: 10.0.0.22:4000 /home/tidb/deploy → —',
    ],
    ['a component is new', INVENTORY.replace('10.0.0.22\n', '10.0.0.22\n10.0.0.23\n'), 'tidb 10.0.0.23: — →'],
    [
      'an address is another',
      INVENTORY.replace('ansible_host=10.0.0.15', 'ansible_host=10.0.0.51'),
      'TiKV2-1: 10.0.0.15:20160',
    ],
    ['a directory is another', INVENTORY.replace('/data2/deploy', '/data3/deploy'), '/data3/deploy'],
    ['a label is another', INVENTORY.replace('host=tikv3', 'host=tikv9'), 'host=tikv9'],
    ['the supervision is another', INVENTORY.replace('= systemd', '= supervise'), 'supervision: systemd → supervise'],
    ['binlog is off', INVENTORY.replace('enable_binlog = True', 'enable_binlog = False'), 'binlog: true → false'],
  ])('blocks when %s, and says which', (_case, inventory, where) => {
    const finding = compared(inventory);
    expect(finding.result).toBe('block');
    expect(finding.what.en).toContain(where);
  });

  it('blocks when a changed port was left behind', () => {
    const forgotten = new Map([
      ...GROUP_VARS,
      ['group_vars/pump_servers.yml', '---\n'],
      ['group_vars/all.yml', 'pump_port: 8250\n'],
    ]);
    expect(compared(INVENTORY, forgotten).what.en).toContain('10.0.0.31:8251 /home/tidb/deploy → 10.0.0.31:8250');
  });
});

describe('the memory of the TiKV hosts', () => {
  const GIB = 1024 ** 3;
  const machine = (host: string, instances: readonly string[], gib: number | null) => ({
    host,
    address: host,
    instances,
    memoryBytes: gib === null ? null : gib * GIB,
    why: gib === null ? text('not reached', 'not reached') : null,
  });
  const capacity = (...machines: ReturnType<typeof machine>[]) => {
    const facts = given().known(hostMemoryProbe, machines);
    const input = { facts, answers: new Map(), attempts: [], tried: null, debts: [], runId: 'r', now: 0, sha256 };
    return askConfiguration.ask(input).find(({ id }) => id === 'capacity')?.proposed;
  };

  it('is told with what it comes to for each instance', () => {
    const facts = given().known(hostMemoryProbe, [machine('a', ['x', 'y'], 128), machine('b', ['z'], null)]);
    expect(judgeAll(hostMemoryKnown, facts).map(({ result, why }) => [result, why.en])).toEqual([
      ['ok', 'half of it for each instance: 32GB'],
      ['unknown', 'not reached'],
    ]);
  });

  it('proposes the share of the smallest host', () => {
    expect(capacity(machine('a', ['x', 'y'], 128), machine('b', ['z'], 48))).toBe('24GB');
  });

  it('proposes nothing while one host is not known: it could be the smallest', () => {
    expect(capacity(machine('a', ['x', 'y'], 128), machine('b', ['z'], null))).toBeNull();
  });
});
