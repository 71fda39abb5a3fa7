import { describe, expect, it } from 'vitest';
import type { ClusterPorts } from '../../src/cluster/ports/index.ts';
import { topologyProbe } from '../../src/cluster/probes/topology.ts';
import { FactTable } from '../../src/engine/fact-table.ts';
import { readFacts } from '../../src/engine/probing.ts';
import { type MemoryPractice, memoryPractice } from '../support/memory-practice.ts';
import { mergedTree } from '../support/practice-tree.ts';

const never = new AbortController().signal;

async function perform(practice: MemoryPractice, name: string, argv: readonly string[], cwd: string) {
  const lines: string[] = [];
  const outcome = await practice.doer.perform(
    {
      kind: 'job',
      id: name,
      title: { en: name, zh: name },
      host: 'control',
      argv,
      cwd,
      env: {},
      follow: 'ansible',
      okExits: [0],
      touches: [],
    },
    { name, signal: never, onLines: (more) => lines.push(...more), onTask: () => undefined },
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
});
