import { beforeEach, describe, expect, it } from 'vitest';
import { type MemoryPractice, memoryPractice } from '../support/memory-practice.ts';

let practice: MemoryPractice;
let oldTree: string;

beforeEach(() => {
  practice = memoryPractice();
  oldTree = practice.profile.oldTree ?? '';
});

async function run(words: string, cwd?: string) {
  const { exit, stdout, stderr } = await practice.ports.hosts.control.run(words.split(' '), cwd ? { cwd } : {});
  return { exit, stdout, stderr };
}

describe('git of the practice', () => {
  it('finds the commit of a tag, and says nothing of one that is not there', async () => {
    const tag = await run('git rev-parse --verify --quiet v2.1.19^{commit}', oldTree);
    expect(tag).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^[0-9a-f]{40}\n$/) });
    expect((await run('git rev-parse --verify --quiet HEAD^{commit}', oldTree)).stdout).toBe(tag.stdout);
    expect(await run('git rev-parse --verify --quiet v9.9.9^{commit}', oldTree)).toMatchObject({ exit: 1, stdout: '' });
  });

  it('shows a file as it was before the operator changed it', async () => {
    const { stdout } = await run('git show v2.1.19:group_vars/pump_servers.yml', oldTree);
    expect(stdout).toContain('pump_port: 8250');
    expect(await practice.ports.hosts.control.readFile(`${oldTree}/group_vars/pump_servers.yml`)).toContain(
      'pump_port: 8251',
    );
    expect(await run('git show v2.1.19:no/such', oldTree)).toMatchObject({ exit: 128 });
  });

  it('lists the files of a commit with their sizes, and shows several at once', async () => {
    const { stdout } = await run('git ls-tree -r -l -z v2.1.19', oldTree);
    const entries = stdout.split('\0').map((entry) => /^100644 blob [0-9a-f]{40} +(\d+)\t(.+)$/.exec(entry));
    const sizes = new Map(entries.flatMap((entry) => (entry?.[2] ? [[entry[2], Number(entry[1])]] : [])));
    const shown = await run('git show v2.1.19:requirements.txt v2.1.19:conf/pump.yml', oldTree);
    expect(shown.stdout).toMatch(/^ansible>=2\.4\.2,<2\.7\.0\n/);
    expect(shown.stdout.length).toBe((sizes.get('requirements.txt') ?? 0) + (sizes.get('conf/pump.yml') ?? 0));
  });

  it('tells what the operator changed', async () => {
    const { stdout } = await run('git status --porcelain', oldTree);
    expect(stdout).toContain(' M conf/tikv.yml\n');
    expect(stdout).toContain(' M inventory.ini\n');
    expect(stdout).not.toContain('requirements.txt');
  });

  it('clones a tag into a free directory only', async () => {
    const { source, newTree } = practice.profile;
    expect(await run(`git clone -b v3.0.9 ${source} ${newTree}`)).toMatchObject({ exit: 0 });
    expect((await run('git describe --tags', newTree ?? '')).stdout).toBe('v3.0.9\n');
    expect(await run(`git clone -b v3.0.9 ${source} ${newTree}`)).toMatchObject({
      exit: 128,
      stderr: expect.stringContaining('already exists and is not an empty directory.'),
    });
    expect(await run(`git clone -b v9.9.9 ${source} /practice/elsewhere`)).toMatchObject({
      exit: 128,
      stderr: expect.stringContaining('Remote branch v9.9.9 not found in upstream origin'),
    });
  });

  it('knows that a directory is no repository', async () => {
    expect(await run('git rev-parse HEAD', '/practice')).toMatchObject({
      exit: 128,
      stderr: 'fatal: Not a git repository (or any of the parent directories): .git\n',
    });
  });
});

describe('pd-ctl of the practice', () => {
  const pdCtl = (words: string) => run(`${oldTree}/resources/bin/pd-ctl ${words}`);

  it('shows the configuration flat with 2.1, and sets it', async () => {
    const shown = await pdCtl('-d -u http://10.0.0.11:2379 config show');
    expect(JSON.parse(shown.stdout)).toMatchObject({ 'merge-schedule-limit': 8, 'split-merge-interval': '1m0s' });
    expect(await pdCtl('-d -u http://10.0.0.11:2379 config set merge-schedule-limit 2')).toMatchObject({
      exit: 0,
      stdout: 'Success!\n',
    });
    const whole = JSON.parse((await pdCtl('-d -u http://10.0.0.11:2379 config show all')).stdout);
    expect(whole.schedule).toMatchObject({ 'merge-schedule-limit': 2 });
  });

  it('does nothing, with exit 0, without -d or without http://', async () => {
    expect(await pdCtl('-u http://10.0.0.11:2379 config show')).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(await pdCtl('-d -u 10.0.0.11:2379 config show')).toEqual({ exit: 0, stdout: '', stderr: '' });
  });

  it('ends with 0 when it failed', async () => {
    const refused = await pdCtl('-d -u http://10.0.0.11:2379 config set merge-schedule-limit x');
    expect(refused).toMatchObject({ exit: 0, stdout: expect.stringContaining('Failed to set config: [500]') });
    const nobody = await pdCtl('-d -u http://10.0.0.99:2379 config show all');
    expect(nobody).toMatchObject({ exit: 0, stdout: expect.stringContaining('connection refused') });
  });
});

describe('the smaller commands of the practice', () => {
  it('install what a tree requires', async () => {
    const { control } = practice.ports.hosts;
    await run('sudo pip uninstall ansible -y');
    expect((await run('pip show ansible')).exit).toBe(1);
    await control.writeFile('/practice/requirements.txt', 'ansible==2.7.11\njinja2>=2.9.6\n');
    const { stdout } = await run('sudo pip install -r /practice/requirements.txt');
    expect(stdout).toContain('Successfully installed ansible-2.7.11');
    expect(stdout).toContain('Requirement already satisfied: jinja2>=2.9.6');
    expect((await run('ansible --version')).stdout).toMatch(/^ansible 2\.7\.11$/m);
  });

  it('tell user, memory and disk of the host they run on', async () => {
    expect((await run('id -un')).stdout).toBe('tidb\n');
    expect((await run('df -Pk /practice')).stdout).toMatch(/^\/dev\/vdb1\s+\d+ \d+ 671088640 38% \/$/m);
    const host = practice.ports.hosts.at({ name: 'x', address: '10.0.0.14', user: null, port: null, local: false });
    expect((await host.run(['free', '-b'])).stdout).toMatch(/^Mem:\s+137438953472 /m);
    expect((await host.run(['hostname'])).stdout).toBe('tikv1\n');
  });

  it('start and stop units as systemd does', async () => {
    const host = practice.ports.hosts.at({ name: 'x', address: '10.0.0.24', user: null, port: null, local: false });
    const active = async () => (await host.run(['systemctl', 'is-active', 'drainer-8249.service'])).stdout;
    expect(await active()).toBe('active\n');
    await host.run(['sudo', 'systemctl', 'stop', 'drainer-8249.service']);
    expect(await active()).toBe('inactive\n');
    expect((await host.run(['systemctl', 'start', 'no-such.service'])).exit).toBe(5);
    const shown = await host.run(['systemctl', 'show', '-p', 'LoadState', '-p', 'ActiveState', 'no-such.service']);
    expect(shown).toMatchObject({ exit: 0, stdout: 'LoadState=not-found\nActiveState=inactive\n' });
  });
});
