import { beforeEach, describe, expect, it } from 'vitest';
import { parseAnsibleEvent } from '../../src/formats/ansible-events.ts';
import { type MemoryPractice, memoryPractice } from '../support/memory-practice.ts';
import { mergedTree } from '../support/practice-tree.ts';

let practice: MemoryPractice;
let tree: string;

beforeEach(async () => {
  practice = memoryPractice();
  tree = await mergedTree(practice);
});

async function play(...words: string[]): Promise<{ exit: number | null; said: string; complained: string }> {
  const { control } = practice.ports.hosts;
  const result = await control.run(['ansible-playbook', ...words], { cwd: tree });
  return { exit: result.exit, said: result.stdout, complained: result.stderr };
}

async function prepare(): Promise<void> {
  expect((await play('local_prepare.yml')).exit).toBe(0);
}

async function edit(path: string, from: string, to: string): Promise<void> {
  const { control } = practice.ports.hosts;
  const before = (await control.readFile(`${tree}/${path}`)) ?? '';
  expect(before).toContain(from);
  await control.writeFile(`${tree}/${path}`, before.replace(from, to));
}

function component(id: string) {
  const found = practice
    .world()
    .read()
    .components.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
}

function schedulers(): readonly string[] {
  return practice
    .world()
    .read()
    .pd.schedulers.map((one) => one.type);
}

describe('ansible-playbook of the practice', () => {
  it('lists the hosts of each play in ansible’s form', async () => {
    const { exit, said } = await play('rolling_update.yml', '--list-hosts');
    expect(exit).toBe(0);
    expect(said).toContain('\nplaybook: rolling_update.yml\n');
    expect(said).toContain(
      "  play #11 (tikv_servers): rolling update TiKV cluster\tTAGS: [tikv]\n    pattern: [u'tikv_servers']\n    hosts (4):\n      TiKV1-1\n      TiKV1-2\n",
    );
  });

  it('does nothing and says all went well when -l is an address of aliased hosts', async () => {
    const { exit, said } = await play('excessive_rolling_update.yml', '--tags=tikv', '-l', '10.0.0.14');
    expect(exit).toBe(0);
    expect(said).toMatch(/PLAY \[rolling update TiKV cluster\] \*+\nskipping: no hosts matched/);
    expect(said).toContain('Congrats! All goes well. :-)');
    expect(component('TiKV1-1').process).toMatchObject({ version: '2.1.19' });
  });

  it('refuses a limit that matches no host at all', async () => {
    const { exit, complained } = await play('rolling_update.yml', '-l', 'TiKV9-9');
    expect(exit).toBe(1);
    expect(complained).toContain('ERROR! Specified hosts and/or --limit does not match any hosts');
  });

  it('ends with 1 for a playbook that is not there', async () => {
    expect(await play('no-such.yml')).toMatchObject({
      exit: 1,
      complained: 'ERROR! the playbook: no-such.yml could not be found\n',
    });
  });

  it('downloads what the tree’s tidb_version says', async () => {
    await prepare();
    const { control } = practice.ports.hosts;
    const { stdout } = await control.run([`${tree}/resources/bin/drainer`, '-V']);
    expect(stdout).toMatch(/^Release Version: v3\.0\.9$/m);
    expect((await control.list(`${tree}/downloads`))?.map((entry) => entry.name)).toContain('tidb-v3.0.9.tar.gz');
  });

  it('fails before anything is stopped when the binaries are missing', async () => {
    const { exit, said } = await play('excessive_rolling_update.yml');
    expect(exit).toBe(2);
    expect(said).toContain('fatal: [10.0.0.11]: FAILED! => {"changed": false, "msg": "Could not find or access');
    expect(said).toContain('ERROR MESSAGE SUMMARY');
    expect(component('pd-1').process).toMatchObject({ state: 'running', unit: 'pd.service' });
  });

  it('fails before anything is stopped when conf/tikv.yml is refused', async () => {
    await prepare();
    await edit('conf/tikv.yml', '    # capacity: "1GB"', '    capacity: "much"');
    const { exit, said } = await play('excessive_rolling_update.yml', '--tags=tikv');
    expect(exit).toBe(2);
    expect(said).toContain('TASK [check_config_tikv : Check result]');
    expect(component('TiKV1-1').process).toMatchObject({ version: '2.1.19' });
  });

  it('moves PD to its new unit once, and fails after 300 s the second time', async () => {
    await prepare();
    expect((await play('excessive_rolling_update.yml', '--tags=pd')).exit).toBe(0);
    expect(component('pd-2').process).toMatchObject({ version: '3.0.9', unit: 'pd-2379.service' });
    const before = practice.clock.now();
    const second = await play('excessive_rolling_update.yml', '--tags=pd');
    expect(second.exit).toBe(2);
    expect(second.said).toContain('"msg": "the PD port 2379 is not down"');
    expect(practice.clock.now() - before).toBeGreaterThan(300_000);
  });

  it('says how many leaders were left when they did not leave in time, and goes on', async () => {
    await prepare();
    await edit('common_tasks/add_evict_leader_scheduler.yml', 'retries: 18', 'retries: 2');
    practice.world().apply({
      type: 'fault-set',
      fault: { kind: 'eviction-stuck', component: 'TiKV2-1', remaining: 52 },
      actor: 'test',
    });
    const { exit, said } = await play('excessive_rolling_update.yml', '--tags=tikv', '-l', 'TiKV2-1');
    expect(exit).toBe(0);
    expect(said.match(/FAILED - RETRYING: check tikv's leader count/g)).toHaveLength(2);
    expect(said).toContain("FAILED - RETRYING: check tikv's leader count (2 retries left).");
    expect(said).toContain('"msg": "leader_count: 52"');
    expect(component('TiKV2-1').process).toMatchObject({ version: '3.0.9' });
    expect(schedulers()).not.toContain('evict-leader');
  });

  it('leaves the scheduler behind when a TiKV never listens', async () => {
    await prepare();
    practice.world().apply({
      type: 'fault-set',
      fault: { kind: 'never-listens', component: 'TiKV1-2' },
      actor: 'test',
    });
    const { exit, said } = await play('excessive_rolling_update.yml', '--tags=tikv');
    expect(exit).toBe(2);
    expect(said).toContain('fatal: [TiKV1-2]: FAILED! => {"changed": false, "msg": "the TiKV port 20172 is not up"}');
    expect(schedulers()).toContain('evict-leader');
    expect(component('TiKV2-1').process).toMatchObject({ version: '2.1.19' });
  });

  it('puts the merged status ports and labels to use', async () => {
    await prepare();
    await play('excessive_rolling_update.yml', '--tags=tikv', '-l', 'TiKV1-1,TiKV1-2');
    expect(component('TiKV1-2').process).toMatchObject({ statusPort: 20182, statusPage: 'served' });
    expect(component('TiKV1-2').disk.labels).toEqual({ host: 'tikv1' });
  });

  it('has the second TiKV of a host run without a status page when the ports collide, and says nothing of it', async () => {
    await prepare();
    await edit('inventory.ini', ' tikv_status_port=20181', '');
    await edit('inventory.ini', ' tikv_status_port=20182', '');
    const { exit } = await play('excessive_rolling_update.yml', '--tags=tikv');
    expect(exit).toBe(0);
    expect(component('TiKV1-2').process).toMatchObject({ statusPage: 'collided' });
  });

  it('writes the events of belay’s own plugin beside its output', async () => {
    await practice.ports.hosts.control.run(['ansible-playbook', 'local_prepare.yml'], {
      cwd: tree,
      env: { BELAY_EVENTS: '/practice/events' },
    });
    const lines = (practice.files.get('/practice/events')?.content ?? '').trimEnd().split('\n');
    const events = lines.map((line) => parseAnsibleEvent(line));
    expect(events.map((event) => event?.n)).toEqual(lines.map((_line, index) => index));
    expect(events[0]).toMatchObject({ event: 'start', playbook: 'local_prepare.yml', ansible: '2.7.11' });
    expect(events.at(-1)).toMatchObject({ event: 'stats', hosts: { localhost: { failures: 0 } } });
  });

  it('ends with 99 when it is interrupted, with no recap and the scheduler left', async () => {
    await prepare();
    await edit('common_tasks/add_evict_leader_scheduler.yml', 'retries: 18', 'retries: 1800');
    practice.world().apply({
      type: 'fault-set',
      fault: { kind: 'eviction-stuck', component: 'TiKV2-1', remaining: 10 },
      actor: 'test',
    });
    const lines: string[] = [];
    const { signal } = new AbortController();
    const deed = {
      kind: 'job',
      id: 'job',
      title: { en: '', zh: '' },
      host: 'control',
      argv: ['ansible-playbook', 'excessive_rolling_update.yml', '--tags=tikv', '-l', 'TiKV2-1'],
      cwd: tree,
      env: {},
      follow: 'ansible',
      okExits: [0],
      touches: [],
    } as const;
    const outcome = await practice.doer.perform(deed, {
      name: 'job',
      signal,
      onLines: (more) => {
        lines.push(...more);
        if (more.some((line) => line.includes('RETRYING'))) void practice.doer.interrupt('job');
      },
      onTask: () => undefined,
    });
    expect(outcome).toMatchObject({ ok: false, code: 99, trouble: { code: 'job-interrupted' } });
    expect(lines.join('\n')).not.toContain('PLAY RECAP');
    expect(schedulers()).toContain('evict-leader');
  });
});
