import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { accessLogMemory } from '../../../src/practice/wire/access-log.ts';
import { startWire, type Wire } from '../../../src/practice/wire/start.ts';
import { recordedWorld } from './contract-worlds.ts';
import { steeredWorld } from './steered-world.ts';

const contracts = process.env.BELAY_CONTRACTS;
const startsAt = Date.parse('2026-11-20T08:09:00Z');
let wire: Wire | null = null;

afterEach(async () => {
  await wire?.close();
  wire = null;
});

/** What a client sees of PD at one moment, as coarse as its order is certain. */
type Stage = 'refused' | 'no leader' | 'all Down' | 'Up, not counted' | 'schedulers';

async function cluster(version: string, pds = 1) {
  const world = steeredWorld(recordedWorld({ version, startsAt, pds, regions: 900, labelled: true }));
  const running = await startWire(world, { accessLog: accessLogMemory() });
  wire = running;
  const call = async (member: string, path: string, method = 'GET', body?: string) => {
    await running.refresh();
    const { host, port } = running.addresses.get(`10.0.2.${member.slice(2)}:2379`)!;
    const init = { method, body, headers: { connection: 'close' } };
    const response = await fetch(`http://${host}:${port}${path}`, init).catch(() => null);
    return response === null ? null : { status: response.status, body: await response.text() };
  };
  return { world, call };
}

type Cluster = Awaited<ReturnType<typeof cluster>>;

async function stageOf({ call }: Cluster, member: string): Promise<Stage> {
  const stores = await call(member, '/pd/api/v1/stores');
  if (stores === null) return 'refused';
  if (stores.status !== 200) return 'no leader';
  const list = JSON.parse(stores.body).stores as { store: { state_name: string } }[];
  if (list.every(({ store }) => store.state_name === 'Down')) return 'all Down';
  const schedulers = JSON.parse((await call(member, '/pd/api/v1/schedulers'))!.body) as string[];
  return schedulers.length === 0 ? 'Up, not counted' : 'schedulers';
}

/** The stages seen one after the other, each once, asking ten times a second. */
async function stagesOf(one: Cluster, member: string, seconds: number): Promise<readonly Stage[]> {
  const stages: Stage[] = [];
  for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
    const stage = await stageOf(one, member);
    if (stages.at(-1) !== stage) stages.push(stage);
    one.world.wait(100);
  }
  return stages;
}

function restart({ world }: Cluster, member: string): void {
  world.apply({ actor: 'test', type: 'service-stop', component: member, unit: 'pd-2379.service' });
  world.apply({ actor: 'test', type: 'service-start', component: member, unit: 'pd-2379.service' });
}

describe.each(['2.1.19', '3.0.9'])('PD %s after a restart', (version) => {
  it('refuses, has no leader, calls all stores Down, then Up without counts, then has schedulers', async () => {
    const one = await cluster(version);
    restart(one, 'pd1');
    expect(await stagesOf(one, 'pd1', 12)).toEqual([
      'refused',
      'no leader',
      'all Down',
      'Up, not counted',
      'schedulers',
    ]);
  });

  it('shows an Up store without a leader count that is not drained', async () => {
    const one = await cluster(version);
    restart(one, 'pd1');
    for (;;) {
      one.world.wait(100);
      const answer = await one.call('pd1', '/pd/api/v1/store/1');
      if (answer?.status !== 200) continue;
      const { store, status } = JSON.parse(answer.body);
      if (store.state_name !== 'Up') continue;
      expect(status).not.toHaveProperty('leader_count');
      expect(status).toHaveProperty('region_count', 900);
      return;
    }
  });

  it('does not find the evict scheduler at first, brings it back, and removes it then', async () => {
    const one = await cluster(version);
    const path = '/pd/api/v1/schedulers';
    await one.call('pd1', path, 'POST', '{"name":"evict-leader-scheduler","store_id":1}');
    restart(one, 'pd1');
    one.world.wait(1_500);
    expect((await one.call('pd1', path))?.body).toBe('[]\n');
    const first = await one.call('pd1', `${path}/evict-leader-scheduler-1`, 'DELETE');
    expect(first).toEqual({ status: 500, body: '"scheduler not found"\n' });
    one.world.wait(12_000);
    expect((await one.call('pd1', path))?.body).toContain('evict-leader-scheduler-1');
    const second = await one.call('pd1', `${path}/evict-leader-scheduler-1`, 'DELETE');
    expect(second).toEqual({ status: 200, body: 'null\n' });
    expect((await one.call('pd1', path))?.body).not.toContain('evict');
    one.world.wait(30_000);
    expect((await one.call('pd1', path))?.body).not.toContain('evict');
  });

  it('counts regions that it has not heard of as empty', async () => {
    const one = await cluster(version);
    restart(one, 'pd1');
    one.world.wait(1_200);
    const early = JSON.parse((await one.call('pd1', '/pd/api/v1/stats/region'))!.body);
    expect(early).toMatchObject({ count: 900, empty_count: 900 });
    one.world.wait(12_000);
    expect(JSON.parse((await one.call('pd1', '/pd/api/v1/stats/region'))!.body)).toMatchObject({ empty_count: 0 });
  });
});

describe('three PDs', () => {
  it('answer an election with 500 and 503, then all say what the new leader says', async () => {
    const one = await cluster('3.0.9', 3);
    expect(await one.call('pd2', '/pd/api/v1/leader/resign', 'POST')).toEqual({ status: 200, body: 'null\n' });
    one.world.wait(100);
    expect(await one.call('pd1', '/pd/health')).toEqual({ status: 503, body: 'no leader\n' });
    expect(await one.call('pd2', '/pd/health')).toEqual({ status: 500, body: 'redirect to not leader\n' });
    one.world.wait(900);
    const leaders = await Promise.all(['pd1', 'pd2', 'pd3'].map((id) => one.call(id, '/pd/api/v1/leader')));
    expect(new Set(leaders.map((answer) => answer?.body)).size).toBe(1);
    expect(JSON.parse(leaders[0]!.body).name).not.toBe('pd1');
  });

  it('fail to redirect for twelve seconds after the leader was killed', async () => {
    const one = await cluster('3.0.9', 3);
    one.world.apply({ actor: 'test', type: 'process-killed', component: 'pd1' });
    one.world.wait(1_000);
    expect(await one.call('pd2', '/pd/api/v1/stores')).toEqual({ status: 500, body: 'redirect failed\n' });
    one.world.wait(10_500);
    expect(await one.call('pd2', '/pd/api/v1/stores')).toEqual({ status: 503, body: 'no leader\n' });
    one.world.wait(2_000);
    expect((await one.call('pd2', '/pd/api/v1/stores'))?.status).toBe(200);
  });
});

describe.skipIf(!contracts)('beside the recorded timelines', () => {
  it.each(['2.1.19', '3.0.9'])('PD %s goes through the stages in the recorded order', async (version) => {
    const text = readFileSync(`${contracts}/pd-${version}/REQUESTS.txt`, 'utf8');
    const recorded = text.slice(text.indexOf('PD restarted (timeline')).split('\n').flatMap(recordedStage);
    const stages = recorded.filter((stage, index) => stage !== recorded[index - 1]);
    const one = await cluster(version);
    restart(one, 'pd1');
    expect(await stagesOf(one, 'pd1', 12)).toEqual(stages);
  });

  it.each(['2.1.19', '3.0.9'])(
    'PD %s drains a store within the recorded time, give or take a half',
    async (version) => {
      const text = readFileSync(`${contracts}/pd-${version}/REQUESTS.txt`, 'utf8');
      const rows = [...text.matchAll(/evict store 1: \+([\d.]+)s leader_count=(\d+)/g)].map((row) =>
        row.slice(1).map(Number),
      );
      const recordedEnd = rows.find(([, leaders]) => leaders === 0)![0]!;
      const one = await cluster(version);
      await one.call('pd1', '/pd/api/v1/schedulers', 'POST', '{"name":"evict-leader-scheduler","store_id":1}');
      let seconds = 0;
      while (JSON.parse((await one.call('pd1', '/pd/api/v1/store/1'))!.body).status.leader_count !== undefined) {
        one.world.wait(500);
        seconds += 0.5;
      }
      expect(seconds).toBeGreaterThan(recordedEnd * 0.5);
      expect(seconds).toBeLessThan(recordedEnd * 1.5);
    },
  );

  it('PD 3.0.9 merges at limit 8 as fast as recorded, give or take a fifth', async () => {
    const text = readFileSync(`${contracts}/pd-3.0.9/merge-timeline.txt`, 'utf8');
    const rows = [...text.matchAll(/\+(\d+)s limit 8: (\d+)/g)].map((row) => row.slice(1).map(Number));
    const [first, last] = [rows[0]!, rows.at(-1)!];
    const recorded = (first[1]! - last[1]!) / (last[0]! - first[0]!);
    const one = await cluster('3.0.9');
    const changes = { 'max-merge-region-size': 100, 'max-merge-region-keys': 1_000_000, 'split-merge-interval': '1s' };
    one.world.apply({ actor: 'test', type: 'pd-schedule-set', changes: { ...changes, 'merge-schedule-limit': 8 } });
    one.world.wait(10_000);
    const merged = (900 - one.world.read().regions.length) / 10;
    expect(merged / recorded).toBeGreaterThan(0.8);
    expect(merged / recorded).toBeLessThan(1.2);
  });
});

/** One row of a recorded timeline: `+5.7s ['pd1', [('Down', '-'), …], []]`. */
function recordedStage(row: string): readonly Stage[] {
  const [, seen] = /^\s+\+[\d.]+s (\[.*\])$/.exec(row) ?? [];
  if (seen === undefined) return [];
  if (seen.includes('refused')) return ['refused'];
  if (seen.includes('no leader')) return ['no leader'];
  if (!seen.includes("'Up'")) return ['all Down'];
  return [seen.endsWith(', []]') ? 'Up, not counted' : 'schedulers'];
}
