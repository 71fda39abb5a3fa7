import { describe, expect, it } from 'vitest';
import type { ClusterPorts } from '../../src/cluster/ports/index.ts';
import { topologyProbe } from '../../src/cluster/probes/topology.ts';
import type { JobDeed } from '../../src/engine/deed.ts';
import { FactTable } from '../../src/engine/fact-table.ts';
import { readFacts } from '../../src/engine/probing.ts';
import { type MemoryPractice, memoryPractice } from '../support/memory-practice.ts';
import { mergedTree } from '../support/practice-tree.ts';

const never = new AbortController().signal;

function jobDeed(id: string, argv: readonly string[]): JobDeed {
  const title = { en: id, zh: id };
  return {
    kind: 'job',
    id,
    title,
    host: 'control',
    argv,
    cwd: '/',
    env: {},
    follow: 'ansible',
    okExits: [0],
    touches: [],
  };
}

async function perform(practice: MemoryPractice, name: string, argv: readonly string[], cwd: string, signal = never) {
  const lines: string[] = [];
  const onLines = (more: readonly string[]) => lines.push(...more);
  const outcome = await practice.doer.perform(
    { ...jobDeed(name, argv), cwd },
    { name, signal, onLines, onTask: () => undefined },
  );
  return { outcome, lines };
}

async function upgraded(): Promise<MemoryPractice> {
  const practice = memoryPractice();
  const tree = await mergedTree(practice);
  await perform(practice, 'download', ['ansible-playbook', 'local_prepare.yml'], tree);
  const { outcome } = await perform(practice, 'rolling', ['ansible-playbook', 'excessive_rolling_update.yml'], tree);
  expect(outcome.ok).toBe(true);
  return practice;
}

describe('the practice in memory', () => {
  it('reads the topology of the operator’s tree', async () => {
    const { ports, clock } = memoryPractice();
    const table = new FactTable<ClusterPorts>();
    await readFacts({ ports, table, clock, signal: never }, [topologyProbe]);
    expect(table.value(topologyProbe)?.components.map((component) => component.name)).toContain('TiKV1-2');
  });

  it('goes through the whole rolling update in a second of its own time', async () => {
    const practice = await upgraded();
    const versions = practice
      .world()
      .read()
      .components.filter((one) => ['pd', 'tikv', 'tidb', 'pump'].includes(one.kind))
      .map(({ process }) => (process.state === 'running' ? process.version : process.state));
    expect(new Set(versions)).toEqual(new Set(['3.0.9']));
  });

  it('goes on from a snapshot as if time had stood still', async () => {
    const practice = memoryPractice();
    await practice.ports.http.request({
      method: 'POST',
      url: 'http://10.0.0.11:2379/pd/api/v1/config/schedule',
      body: { 'merge-schedule-limit': 5 },
    });
    const snapshot = practice.snapshot();
    await practice.ports.hosts.control.writeFile('/practice/later', 'not in the snapshot');
    const again = memoryPractice({ from: snapshot });
    expect(await again.ports.hosts.control.readFile('/practice/later')).toBeNull();
    const pd = again.ports.pd(['http://10.0.0.11:2379']);
    expect(await pd.schedule()).toMatchObject({ 'merge-schedule-limit': 5 });
    expect(again.clock.now()).toBe(snapshot.world.now);
  });

  it('finds a playbook ended that ran when the snapshot was taken', async () => {
    const practice = memoryPractice();
    const tree = await mergedTree(practice);
    const job = perform(practice, 'download', ['ansible-playbook', 'local_prepare.yml'], tree);
    await practice.clock.sleep(3_000, never);
    const snapshot = practice.snapshot();
    expect(snapshot.running).toEqual(['download']);
    await job;
    const again = memoryPractice({ from: snapshot });
    const name = 'download';
    expect(await again.doer.look({ ...jobDeed(name, []), cwd: tree }, name, never)).toMatchObject({ is: 'running' });
    const followed = await perform(again, name, ['ansible-playbook', 'local_prepare.yml'], tree);
    expect(followed.outcome).toMatchObject({ ok: true, code: 0 });
    expect(followed.lines.filter((line) => line.startsWith('PLAY [do local preparation]'))).toHaveLength(1);
  });
});
