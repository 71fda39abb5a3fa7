import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ControlHost } from '../../src/adapters/control-host.ts';
import { clusterHosts } from '../../src/adapters/hosts.ts';
import { tunnelHttp } from '../../src/adapters/http.ts';
import { openJobs } from '../../src/adapters/jobs/jobs.ts';
import { openSshHost } from '../../src/adapters/ssh/ssh-host.ts';
import { completeProfile, profileSchema } from '../../src/cli/profile-schema.ts';
import { findPractice, type PracticeInfo, startPractice, stopPractice } from '../../src/practice/start.ts';
import { nobody } from '../support/nobody.ts';

const RATE = 60;
const PD = 'http://10.0.0.12:2379';

let dir: string;
let info: PracticeInfo;
let control: ControlHost;

async function profile() {
  return profileSchema.parse(parse(await readFile(info.profile, 'utf8')));
}

async function open(): Promise<ControlHost> {
  const { control: door } = completeProfile(await profile());
  if (door === null) throw new Error('a practice is reached by SSH');
  return await openSshHost(door, nobody);
}

async function newTreeOf(): Promise<string> {
  const { newTree } = await profile();
  if (newTree === undefined) throw new Error('a practice has its new tree');
  return newTree;
}

async function untilTrue(condition: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 400; looks += 1) {
    if (await condition()) return;
    await wait(25);
  }
  throw new Error('it did not become true');
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'practice-'));
  info = await startPractice({ dir, scenario: 'upgrade-3.0', seed: 7, rate: RATE });
  control = await open();
});

afterAll(async () => {
  await control.close();
  await stopPractice(dir);
  await rm(dir, { recursive: true, force: true });
});

describe('a practice process', () => {
  it('is found again, and not started twice', async () => {
    expect(await findPractice(dir)).toEqual(info);
    expect(await startPractice({ dir, scenario: 'upgrade-3.0', seed: 8, rate: 1 })).toEqual(info);
  });

  it('answers curl at the address that it tells', async () => {
    const answer = await fetch(`${info.pd}/pd/api/v1/stores`);
    expect(await answer.json()).toMatchObject({ count: 4 });
  });

  it('is reached by belay’s own SSH, with tunnels to the cluster’s addresses', async () => {
    expect(await control.run(['id', '-un'])).toMatchObject({ exit: 0, stdout: 'tidb\n' });
    expect(await control.freeBytes((await profile()).oldTree ?? '')).toBe(640 * 1024 ** 3);
    const http = tunnelHttp(control);
    const answer = await http.request({ method: 'GET', url: `${PD}/pd/api/v1/config/schedule` });
    expect(JSON.parse(answer.body)).toMatchObject({ 'split-merge-interval': '1m0s', 'max-merge-region-size': 0 });
    await http.close();
  });

  it('has every host of the cluster behind the control machine’s ssh', async () => {
    const host = clusterHosts(control).at({
      name: 'TiKV1-1',
      address: '10.0.0.14',
      user: 'tidb',
      port: null,
      local: false,
    });
    expect((await host.run(['free', '-b'])).stdout).toMatch(/^Mem:\s+137438953472/m);
    await host.writeFile(`${dir}/hosts/10.0.0.14/home/tidb/note`, 'kept\n');
    expect(await host.readFile(`${dir}/hosts/10.0.0.14/home/tidb/note`)).toBe('kept\n');
    const unit = await host.run(['systemctl', 'show', '-p', 'LoadState', '-p', 'ActiveState', 'tikv-20171.service']);
    expect(unit.stdout).toBe('LoadState=loaded\nActiveState=active\n');
  });

  it('writes down what its machines are told to run', async () => {
    await control.run(['nproc']);
    const log = await readFile(join(dir, 'logs/commands.jsonl'), 'utf8');
    const entries = log
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(entries.slice(-2)).toMatchObject([
      { via: 'ssh', host: '10.0.0.9', words: ['exec nproc </dev/null'] },
      { via: 'stand-in', host: '10.0.0.9', words: ['nproc'] },
    ]);
  });

  it('has drainer replaced by copying, stopping, moving and starting files', async () => {
    const drainer = { name: '10.0.0.24', address: '10.0.0.24', user: 'tidb', port: null, local: false };
    const host = clusterHosts(control).at(drainer);
    const at = `${dir}/hosts/10.0.0.24/home/tidb/deploy`;
    const { source = '' } = await profile();
    const newTree = await newTreeOf();
    await control.run(['git', 'clone', '-b', 'v3.0.9', source, newTree]);
    await control.run(['ansible-playbook', 'local_prepare.yml'], { cwd: newTree });
    const steps = [
      await control.run([
        'scp',
        '-p',
        '-o',
        'BatchMode=yes',
        `${newTree}/resources/bin/drainer`,
        `tidb@10.0.0.24:${at}/bin/drainer309`,
      ]),
      await host.run([`${at}/scripts/stop_drainer.sh`], { cwd: `${at}/scripts` }),
      await host.run(['mv', '-n', `${at}/bin/drainer`, `${at}/bin/drainer.old`]),
      await host.run(['mv', '-n', `${at}/bin/drainer309`, `${at}/bin/drainer`]),
      await host.run([`${at}/scripts/start_drainer.sh`], { cwd: `${at}/scripts` }),
    ];
    expect(steps.map(({ exit, stderr }) => ({ exit, stderr }))).toEqual(steps.map(() => ({ exit: 0, stderr: '' })));
    expect((await host.run([`${at}/bin/drainer`, '-V'])).stdout).toContain('Release Version: v3.0.9');
    expect((await host.run([`${at}/bin/drainer.old`, '-V'])).stdout).toContain('Release Version: v2.1.19');
    expect((await host.run(['systemctl', 'is-active', 'drainer-8249.service'])).stdout).toBe('active\n');
  });

  it('ends a followed playbook with 99 when its job is interrupted', async () => {
    const newTree = await newTreeOf();
    const jobs = openJobs(control, { directory: `${dir}/hosts/10.0.0.9/home/tidb/.jobs` });
    const spec = {
      name: 'rolling',
      argv: ['ansible-playbook', 'local_prepare.yml', '-e', 'tidb_version=v3.0.9'],
      cwd: newTree,
      env: {},
      follow: 'ansible' as const,
    };
    await jobs.start(spec);
    const lines: string[] = [];
    const events: string[] = [];
    const end = await jobs.follow(
      'rolling',
      {
        onLines: (more) => {
          if (lines.length === 0) void jobs.interrupt('rolling');
          lines.push(...more);
        },
        onEvent: (line) => events.push(line),
      },
      new AbortController().signal,
    );
    expect(end).toEqual({ is: 'ended', exit: 99 });
    expect(lines.join('\n')).toContain('User interrupted execution');
    expect(events[0]).toContain('"event":"start"');
  });

  it('goes on where it was after it was killed', async () => {
    const http = tunnelHttp(control);
    const set = await http.request({
      method: 'POST',
      url: `${PD}/pd/api/v1/config/schedule`,
      body: { 'merge-schedule-limit': 3 },
    });
    expect(set.status).toBe(200);
    await http.close();
    await control.close();
    const kept = async () => (await readFile(join(dir, 'world.json'), 'utf8')).includes('"merge-schedule-limit":3');
    await untilTrue(kept);
    process.kill(info.pid, 'SIGKILL');
    await untilTrue(async () => (await findPractice(dir)) === null);

    info = await startPractice({ dir, scenario: 'upgrade-3.0', seed: 1, rate: RATE });
    control = await open();
    const schedule = await fetch(`${info.pd}/pd/api/v1/config/schedule`);
    expect(await schedule.json()).toMatchObject({ 'merge-schedule-limit': 3 });
    const { clock } = await profile();
    expect(clock).toMatchObject({ rate: RATE });
    expect(Number(clock?.origin)).toBeGreaterThan(Number(clock?.startedAt));
  });

  it('leaves no process whose command line has "ssh" before "ansible"', async () => {
    const newTree = await newTreeOf();
    const jobs = openJobs(control, { directory: `${dir}/hosts/10.0.0.9/home/tidb/.jobs` });
    const argv = ['ansible-playbook', 'local_prepare.yml'];
    await jobs.start({ name: 'looked-at', argv, cwd: newTree, env: {}, follow: 'ansible' });
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
    const ours = stdout.split('\n').filter((line) => line.includes(dir));
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter((line) => /ssh.*ansible/.test(line))).toEqual([]);
    await jobs.terminate('looked-at');
  });
});

describe('a practice that nobody needs any more', () => {
  async function begun(idleMs: number): Promise<PracticeInfo> {
    const own = await mkdtemp(join(tmpdir(), 'practice-idle-'));
    return await startPractice({ dir: own, scenario: 'upgrade-3.0', seed: 1, rate: RATE, idleMs });
  }

  it('ends by itself when nobody has talked to it for a while, and keeps its world', async () => {
    const idle = await begun(1);
    await untilTrue(async () => (await findPractice(idle.dir)) === null);
    expect(await readFile(join(idle.dir, 'world.json'), 'utf8')).toContain('"format":1');
    await rm(idle.dir, { recursive: true, force: true });
  });

  it('ends by itself when its directory is gone', async () => {
    const homeless = await begun(600_000);
    await rm(homeless.dir, { recursive: true, force: true, maxRetries: 5 });
    await untilTrue(async () => !isAlive(homeless.pid));
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // There is no such process any more.
    return false;
  }
}
