import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { ansibleReader } from '../../src/adapters/ansible/events.ts';
import { ansibleJobSpec } from '../../src/adapters/ansible/job-spec.ts';
import type { AnsibleSummary } from '../../src/adapters/ansible/summary.ts';
import { type Jobs, openJobs } from '../../src/adapters/jobs/jobs.ts';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import { verbatim } from '../../src/base/text.ts';
import type { JobDeed } from '../../src/engine/deed.ts';
import type { TaskEvent } from '../../src/engine/records.ts';
import { needs } from '../support/real.ts';

const INVENTORY = `[kv]
kv1 ansible_connection=local
kv2 ansible_connection=local
kv3 ansible_connection=local

[gone]
far ansible_host=127.0.0.1 ansible_port=1 ansible_connection=ssh
`;

/** The tree's own callback, in the form tidb-ansible has one: only loaded when the configuration names it. */
const OWN_CALLBACK = `from ansible.plugins.callback import CallbackBase
class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'aggregate'
    CALLBACK_NAME = 'help'
    CALLBACK_NEEDS_WHITELIST = True
    def v2_playbook_on_stats(self, stats):
        self._display.display('the tree says goodbye')
`;

const CONFIG = '[defaults]\ninventory = inventory.ini\nstdout_callback = skippy\ncallback_whitelist = help\n';

let tree: string;
let jobs: Jobs;
const control = openLocalHost();

interface Told {
  readonly exit: number | null;
  readonly summary: AnsibleSummary;
  readonly tasks: readonly TaskEvent[];
  readonly log: string;
}

interface PlaybookRun {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Called with every event; may interrupt the job. */
  readonly onTask?: (event: TaskEvent) => void;
  readonly spoil?: (plugins: string) => Promise<void>;
}

async function playbook(source: string, run: PlaybookRun = {}): Promise<Told> {
  await writeFile(join(tree, 'site.yml'), source);
  const directory = join(tree, '..', 'jobs');
  const deed: JobDeed = {
    kind: 'job',
    id: 'playbook',
    title: verbatim('playbook'),
    host: 'control',
    argv: ['ansible-playbook', 'site.yml', ...(run.args ?? [])],
    cwd: tree,
    env: run.env ?? {},
    follow: 'ansible',
    okExits: [0],
    touches: [],
  };
  const spec = await ansibleJobSpec(control, { deed, name: 'play', directory });
  await run.spoil?.(join(directory, 'plugins'));
  expect(await jobs.start(spec)).toBe('started');
  const reader = ansibleReader();
  const tasks: TaskEvent[] = [];
  const log: string[] = [];
  const end = await jobs.follow(
    'play',
    {
      onLines: (lines) => log.push(...lines),
      onEvent: (line) => {
        const event = reader.line(line);
        expect([line, event]).not.toEqual([line, null]);
        tasks.push(event!);
        run.onTask?.(event!);
      },
    },
    new AbortController().signal,
  );
  const exit = end.is === 'ended' ? end.exit : null;
  return { exit, summary: reader.summary(exit), tasks, log: log.join('\n') };
}

const rolling = (tasks: string, hosts = 'kv') =>
  `- name: rolling update TiKV\n  hosts: ${hosts}\n  gather_facts: no\n  any_errors_fatal: yes\n  serial: 1\n  tasks:\n${tasks}`;
const STOP = '    - { name: stop, command: "true" }\n';

needs('ansible-playbook')('a real ansible-playbook with our plugin', () => {
  beforeEach(async () => {
    tree = join(await mkdtemp(join(tmpdir(), 'belay-')), 'tree');
    await mkdir(join(tree, 'callback_plugins'), { recursive: true });
    await writeFile(join(tree, 'inventory.ini'), INVENTORY);
    await writeFile(join(tree, 'ansible.cfg'), CONFIG);
    await writeFile(join(tree, 'callback_plugins', 'help.py'), OWN_CALLBACK);
    jobs = openJobs(control, { directory: join(tree, '..', 'jobs') });
  });

  it('tells a rolling play host by host, beside ansible’s own log and the tree’s own callback', async () => {
    const { exit, summary, tasks, log } = await playbook(rolling(STOP));
    expect(exit).toBe(0);
    expect(summary).toMatchObject({
      told: 'complete',
      hostsFinished: ['kv1', 'kv2', 'kv3'],
      hostsTouched: ['kv1', 'kv2', 'kv3'],
      failedTask: null,
      hostsFailed: [],
    });
    expect(summary.stats?.kv2).toMatchObject({ ok: 1, changed: 1, failures: 0 });
    expect(tasks.filter((task) => task.state === 'changed').map(({ what, host }) => [what, host])).toEqual([
      ['stop', 'kv1'],
      ['stop', 'kv2'],
      ['stop', 'kv3'],
    ]);
    expect(log).toContain('PLAY RECAP');
    expect(log).toContain('the tree says goodbye');
  });

  it('puts nothing into the tree', async () => {
    const before = (await readdir(tree, { recursive: true })).filter((name) => !name.includes('__pycache__'));
    await playbook(rolling(STOP));
    const after = (await readdir(tree, { recursive: true })).filter((name) => !name.includes('__pycache__'));
    expect(after.sort()).toEqual([...before, 'site.yml'].sort());
  });

  it('tells which task failed, where, why, and who was finished by then', async () => {
    const fail =
      '    - { name: wait for it, shell: "echo it never came >&2; exit 1", when: inventory_hostname == "kv2" }\n';
    const { exit, summary } = await playbook(rolling(STOP + fail));
    expect(exit).toBe(2);
    expect(summary).toMatchObject({ told: 'complete', hostsFinished: ['kv1'], hostsFailed: ['kv2'] });
    expect(summary.failedTask).toMatchObject({ name: 'wait for it', host: 'kv2', unreachable: false });
    expect(summary.failedTask?.message).toContain('it never came');
    expect(summary.failedTask?.path).toMatch(/site\.yml:8$/);
    expect(summary.hostsTouched).not.toContain('kv3');
  });

  it('tells a host that cannot be reached', async () => {
    const { exit, summary } = await playbook(rolling(STOP, 'gone'));
    expect([2, 4]).toContain(exit);
    expect(summary.failedTask).toMatchObject({ host: 'far', unreachable: true });
    expect(summary.stats?.far).toMatchObject({ unreachable: 1 });
    expect(summary.hostsTouched).toEqual([]);
  });

  it('tells ignored and skipped as what they are', async () => {
    const more =
      '    - { name: may fail, command: "false", ignore_errors: yes }\n    - { name: not here, command: "true", when: false }\n';
    const { exit, summary, tasks } = await playbook(rolling(STOP + more, 'kv1'));
    expect(exit).toBe(0);
    expect(tasks.filter((task) => task.host !== null).map(({ what, state }) => [what, state])).toEqual([
      ['stop', 'changed'],
      ['may fail', 'ignored'],
      ['not here', 'skipped'],
    ]);
    expect(summary).toMatchObject({ failedTask: null, hostsFinished: ['kv1'] });
  });

  it('does not count what a rescue caught as the failure', async () => {
    const block =
      '    - block: [ { name: try, command: "false" } ]\n      rescue: [ { name: mend, command: "true" } ]\n';
    const { exit, summary } = await playbook(rolling(block, 'kv1'));
    expect(exit).toBe(0);
    expect(summary).toMatchObject({ failedTask: null, hostsFailed: [] });
  });

  it('tells every retry as it comes, what was seen, and the leaders left when it gave up in silence', async () => {
    const wait = `    - name: check the leaders
      shell: 'echo ''{"store": {"id": 4}, "status": {"leader_count": 252}}'''
      register: info
      until: (info.stdout | from_json).status.leader_count < 1
      retries: 2
      delay: 0
      failed_when: false
    - { name: show, debug: { msg: "leader_count: {{ (info.stdout | from_json).status.leader_count }}" } }
`;
    const { exit, summary, tasks } = await playbook(rolling(wait, 'kv1'));
    expect(exit).toBe(0);
    expect(tasks.filter((task) => task.state === 'retry').map((task) => task.note)).toEqual([
      'try 1 of 2: leader_count 252',
      'try 2 of 2: leader_count 252',
    ]);
    expect(summary.retriesSeen).toEqual([
      { task: 'check the leaders', host: 'kv1', attempts: 2, retries: 2, seen: 'leader_count 252' },
    ]);
    expect(summary.leadersLeft).toEqual([{ host: 'kv1', count: 252 }]);
  });

  it('lets nothing out that no_log hides, not from a loop or a retry either', async () => {
    const hushed = `    - { name: alone, shell: "echo hush-hush; exit 1", no_log: yes, ignore_errors: yes }
    - { name: loop, shell: "echo hush-{{ item }}; exit 1", loop: [hush], no_log: yes, ignore_errors: yes }
    - { name: again, shell: "echo hush-hush; exit 1", register: r, until: r.rc == 0, retries: 1, delay: 0, no_log: yes, ignore_errors: yes }
`;
    const { summary, tasks } = await playbook(rolling(hushed, 'kv1'));
    expect(summary.told).toBe('complete');
    expect(tasks.filter((task) => task.state === 'retry')).toHaveLength(1);
    expect(await readFile(join(tree, '..', 'jobs', 'play', 'events'), 'utf8')).not.toContain('hush-hush');
  });

  it('tells the item of a loop that failed', async () => {
    const loop =
      '    - { name: each, shell: "[ {{ item }} = a ] || { echo no {{ item }} >&2; exit 3; }", loop: [a, b] }\n';
    const { summary } = await playbook(rolling(loop, 'kv1'));
    expect(summary.failedTask?.message).toContain('no b');
  });

  it('says "interrupted" for Ctrl-C, and which hosts were finished', async () => {
    const slow = '    - { name: drain, command: sleep 600, when: inventory_hostname == "kv2" }\n';
    const { exit, summary } = await playbook(rolling(STOP + slow), {
      onTask: (event) => {
        if (event.what === 'stop' && event.host === 'kv2') void jobs.interrupt('play');
      },
    });
    expect(exit).toBe(99);
    expect(summary).toMatchObject({ told: 'interrupted', hostsFinished: ['kv1'], stats: null });
  });

  it('says "killed" for SIGTERM', async () => {
    const { exit, summary } = await playbook(rolling('    - { name: drain, command: sleep 600 }\n'), {
      onTask: (event) => {
        if (event.what === 'drain') void jobs.terminate('play');
      },
    });
    expect(exit).toBe(143);
    expect(summary).toMatchObject({ told: 'killed', stats: null });
  });

  it('notices a limit that matches nothing: the play did nothing and exits 0', async () => {
    const { exit, summary } = await playbook(rolling(STOP), { args: ['-l', 'far'] });
    expect(exit).toBe(0);
    expect(summary).toMatchObject({ hostsTouched: [], hostsFinished: [], playsWithoutHosts: 1 });
  });

  it('has nothing to tell when no host at all matches the limit', async () => {
    const { exit, summary, log } = await playbook(rolling(STOP), { args: ['-l', '10.0.0.14'] });
    expect(exit).toBe(1);
    expect(summary).toMatchObject({ told: 'no-events', stats: null });
    expect(log).toContain('--limit');
  });

  it('notices a plugin that was skipped: ansible exits 0 without a word', async () => {
    const { exit, summary } = await playbook(rolling(STOP), {
      spoil: (plugins) => writeFile(join(plugins, 'belay_events.py'), 'raise RuntimeError("no")\n'),
    });
    expect(exit).toBe(0);
    expect(summary).toMatchObject({ told: 'no-events', hostsFinished: [] });
  });
});
