import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson, isJsonObject, type Json, parseJson } from '../../../src/base/json.ts';
import { accessLogMemory } from '../../../src/practice/wire/access-log.ts';
import { startWire, type Wire } from '../../../src/practice/wire/start.ts';
import { recordedWorld } from './contract-worlds.ts';
import { type Recorded, readAnswer, readRecording } from './recording.ts';
import { shapeDifference } from './shape.ts';
import { steeredWorld } from './steered-world.ts';

const contracts = process.env.BELAY_CONTRACTS;

describe.skipIf(!contracts).each(['2.1.19', '3.0.9'])('the recorded PD %s', (version) => {
  const folder = `${contracts}/pd-${version}`;

  it('answers every request of the single member as it was recorded', async () => {
    const recording = readRecording(folder);
    const startsAt = recording[0]!.at;
    const common = { version, startsAt, pds: 1, regions: 900, labelled: true };
    const empty = await served(steeredWorld(recordedWorld({ ...common, bootstrapped: false })));
    const living = await served(steeredWorld(recordedWorld(common)));
    const differences: string[] = [];
    try {
      for (const request of recording) {
        const wire = request.name.startsWith('notboot-') ? empty : living;
        if (wire === living) await prepare(wire, request);
        differences.push(...(await compare(wire, '10.0.2.1:2379', request)));
      }
    } finally {
      await Promise.all([empty.wire.close(), living.wire.close()]);
    }
    expect(differences).toEqual([]);
    expect(recording.length).toBeGreaterThan(90);
  });

  it('answers every request to three members as it was recorded', async () => {
    const recording = readRecording(`${folder}/three-members`);
    const startsAt = recording[0]!.at;
    const one = await served(steeredWorld(recordedWorld({ version, startsAt, pds: 3, regions: 300, labelled: false })));
    const differences: string[] = [];
    one.world.apply({ actor: 'test', type: 'pd-leader-transferred', to: 'pd2' });
    one.world.wait(10_000);
    try {
      for (const request of recording) {
        await prepareThree(one, request);
        differences.push(...(await compare(one, memberFor(one, request), request)));
        if (request.path.includes('/leader/') && !request.name.includes('badname')) one.world.wait(10_000);
      }
    } finally {
      await one.wire.close();
    }
    expect(differences).toEqual([]);
    expect(recording.length).toBeGreaterThan(40);
  });

  it.each(['operators-evicting', 'operators-merging'])('writes %s in the recorded form', async (name) => {
    const startsAt = Date.parse('2026-11-20T08:10:00Z');
    const common = { version, startsAt, pds: 1, regions: 500, labelled: false };
    const world = steeredWorld(recordedWorld(common));
    const changes = { 'max-merge-region-size': 200, 'max-merge-region-keys': 2_000_000, 'split-merge-interval': '1s' };
    if (name === 'operators-merging') world.apply({ actor: 'test', type: 'pd-schedule-set', changes });
    else world.apply({ actor: 'test', type: 'pd-scheduler-added', scheduler: 'evict-leader', args: ['1'] });
    const one = await served(world);
    try {
      const { host, port } = one.wire.addresses.get('10.0.2.1:2379')!;
      const ours = parseJson(await (await fetch(`http://${host}:${port}/pd/api/v1/operators`)).text());
      const theirs = parseJson(readAnswer(`${folder}/${name}.http`).body);
      const form = (list: Json) =>
        new Set((list as string[]).map((line) => line.replace(/\d+/g, '0').replace(/timeout$/, '')));
      expect(form(ours)).toEqual(form(theirs));
    } finally {
      await one.wire.close();
    }
  });
});

interface Served {
  readonly world: ReturnType<typeof steeredWorld>;
  readonly wire: Wire;
}

async function served(world: ReturnType<typeof steeredWorld>): Promise<Served> {
  return { world, wire: await startWire(world, { accessLog: accessLogMemory() }) };
}

/** Moves the world to the moment of the recording, doing what was done to the recorded cluster outside its API. */
async function prepare({ world, wire }: Served, { name, at }: Recorded): Promise<void> {
  const before: Record<string, () => void> = {
    // It had just been bootstrapped: PD led, and had not heard of its regions yet.
    'schedulers-list-right-after-bootstrap': () => {
      world.apply({ actor: 'test', type: 'process-killed', component: 'pd1' });
      world.apply({ actor: 'test', type: 'service-start', component: 'pd1', unit: 'pd-2379.service' });
      world.wait(1_500);
    },
    stores: () => world.moveTo(at - 1_000 + 20_000),
    'store-zero-leaders': () => world.wait(16_000),
    'scheduler-delete-again': () => world.wait(1_000),
    'store-disconnected': () => {
      world.apply({ actor: 'test', type: 'process-killed', component: 'tikv3' });
      world.wait(20_200);
    },
    'store-down': () => world.wait(20_200),
    'store-up-again': () => {
      world.apply({ actor: 'test', type: 'binary-replaced', component: 'tikv3', version: '9.9.9' });
      world.apply({ actor: 'test', type: 'service-start', component: 'tikv3', unit: 'tikv-20160.service' });
      // 2.1 was asked a moment later, when the first leaders were back.
      world.wait(world.read().pd.clusterVersion === '2.1.19' ? 4_000 : 2_500);
    },
    'pd-stopped': () => {
      world.apply({ actor: 'test', type: 'service-stop', component: 'pd1', unit: 'pd-2379.service' });
    },
    'restart-config-schedule': () => {
      world.apply({ actor: 'test', type: 'service-start', component: 'pd1', unit: 'pd-2379.service' });
      world.wait(20_000);
    },
  };
  before[name]?.();
  await wire.refresh();
}

async function prepareThree({ world, wire }: Served, { name }: Recorded): Promise<void> {
  const stop = (component: string) =>
    world.apply({ actor: 'test', type: 'service-stop', component, unit: 'pd-2379.service' });
  const before: Record<string, () => void> = {
    'one-down-members': () => {
      stop('pd1');
      world.wait(10_000);
    },
    'all-up-health': () => {
      world.apply({ actor: 'test', type: 'service-start', component: 'pd1', unit: 'pd-2379.service' });
      world.wait(3_000);
    },
    'leader-killed-health': () => {
      world.apply({ actor: 'test', type: 'process-killed', component: leaderOf(world) });
      world.wait(20_000);
    },
    'no-quorum-leader-0s': () => {
      const other = ['pd1', 'pd2', 'pd3'].find((id) => id !== leaderOf(world) && isUp(world, id));
      world.apply({ actor: 'test', type: 'process-killed', component: other! });
    },
    'no-quorum-leader-4s': () => world.wait(4_000),
    'no-quorum-leader-8s': () => world.wait(4_000),
  };
  before[name]?.();
  await wire.refresh();
}

function memberFor({ world }: Served, { name }: Recorded): string {
  const leader = leaderOf(world);
  const others = ['pd1', 'pd2', 'pd3'].filter((id) => id !== leader && isUp(world, id));
  const member = name.endsWith('-via-follower') ? others[0]! : leader;
  return `10.0.2.${member.slice(2)}:2379`;
}

function leaderOf(world: Served['world']): string {
  const { leadership } = world.read().pd;
  const up = ['pd1', 'pd2', 'pd3'].find((id) => isUp(world, id));
  return leadership.state === 'led' ? leadership.leader : up!;
}

function isUp(world: Served['world'], id: string): boolean {
  return world.read().components.find((one) => one.id === id)?.process.state === 'running';
}

/** Bodies that hold nothing of the recorded machine: equal value for value. */
const LITERAL =
  /config-schedule-get|config-schedule-via|restart-config-schedule|config-replicate|version|status-via|^(notboot-)?status$|schedulers|regions-check|operators-after|^operators$/;

async function compare({ wire, world }: Served, member: string, recorded: Recorded): Promise<readonly string[]> {
  const address = wire.addresses.get(member)!;
  const init = { method: recorded.method, body: recorded.body, headers: { connection: 'close' } };
  const response = await fetch(`http://${address.host}:${address.port}${targetOf(world, recorded)}`, init).catch(
    () => null,
  );
  if (recorded.answer === null) return response === null ? [] : [`${recorded.name}: answered, but was refused`];
  if (response === null) return [`${recorded.name}: refused, but was answered`];
  const body = await response.text();
  const { answer } = recorded;
  const found: string[] = [];
  const chunked = response.headers.get('transfer-encoding') === 'chunked';
  if (chunked !== answer.chunked && !recorded.trimmed) found.push(`chunked ${chunked} instead of ${answer.chunked}`);
  if (response.status !== answer.status) found.push(`status ${response.status} instead of ${answer.status}`);
  const type = response.headers.get('content-type');
  if (type !== answer.contentType) found.push(`type ${type} instead of ${answer.contentType}`);
  const isJson = answer.contentType?.startsWith('application/json') === true && type === answer.contentType;
  if (!isJson) found.push(...(body === answer.body ? [] : [`body ${body} instead of ${answer.body}`]));
  else found.push(...jsonDifferences(recorded, body, answer.body));
  return found.map((one) => `${recorded.name}: ${one}`);
}

function jsonDifferences(recorded: Recorded, ours: string, theirs: string): readonly string[] {
  if (recorded.answer!.status >= 400) {
    return withoutStack(ours) === withoutStack(theirs) ? [] : [`error ${ours} instead of ${theirs}`];
  }
  const shape = shapeDifference(ordered(ours), ordered(theirs));
  if (shape !== '') return [shape];
  if (!LITERAL.test(recorded.name)) return [];
  return canonical(ours) === canonical(theirs) ? [] : [`${ours} instead of ${theirs}`];
}

/** Program counters are the recorded binary's own. */
function withoutStack(body: string): string {
  return body.replace(/"stack": \[[^\]]*\]/, '"stack": []');
}

/** Stores in the order of their ids: PD has none. */
function ordered(body: string): string {
  const value = parseJson(body);
  if (!isJsonObject(value) || !Array.isArray(value.stores)) return body;
  const id = (one: Json) => (one as { store: { id: number } }).store.id;
  return JSON.stringify({ ...value, stores: value.stores.toSorted((a: Json, b: Json) => id(a) - id(b)) });
}

function canonical(body: string): string {
  const value = parseJson(body);
  const isNames = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return canonicalJson(isNames ? value.toSorted() : value);
}

/** Names and ids of the recorded cluster, in those of ours. */
function targetOf(world: Served['world'], { path, name }: Recorded): string {
  if (name === 'leader-transfer-self') return `/pd/api/v1/leader/transfer/${leaderOf(world)}`;
  if (name === 'leader-transfer-good') {
    return `/pd/api/v1/leader/transfer/${['pd1', 'pd2', 'pd3'].find((id) => id !== leaderOf(world))}`;
  }
  return path;
}

describe('the recordings', () => {
  it('are where BELAY_CONTRACTS says', () => {
    expect(contracts === undefined || existsSync(`${contracts}/pd-3.0.9/REQUESTS.txt`)).toBe(true);
  });
});
