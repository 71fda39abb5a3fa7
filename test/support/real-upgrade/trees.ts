import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TREES } from '../trees.ts';
import type { LoopbackCluster } from './cluster.ts';

const OLD = 'v2.1.19';
const NEW = 'v3.0.9';

/** What the operator of the old tree tuned: gone in 3.0, with another default there, or just carried over. */
const TUNED: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'conf/tikv.yml': [
    [/^ {2}# grpc-concurrency: 4$/m, '  grpc-concurrency: 8'],
    [/^ {2}# notify-capacity: 40960$/m, '  notify-capacity: 65536'],
    [/^ {2}# max-manifest-file-size: "20MB"$/m, '  max-manifest-file-size: "64MB"'],
  ],
  'conf/pd.yml': [[/^ {2}# leader-schedule-limit: 4$/m, '  leader-schedule-limit: 8']],
  'conf/tidb.yml': [[/^ {2}# slow-threshold: 300$/m, '  slow-threshold: 500']],
  'group_vars/all.yml': [[/^log_retain_days: 28$/m, 'log_retain_days: 14']],
};

/** The real 2.1.19 configuration as its tag has it, then an operator's hosts and tuning on top. */
export function makeOldTree(root: string, cluster: LoopbackCluster, vars: Readonly<Record<string, string>>): string {
  const tree = join(root, 'tidb-ansible');
  publish(tree, OLD, {});
  edit(join(tree, 'inventory.ini'), inventoryEdits(cluster, vars));
  for (const [path, edits] of Object.entries(TUNED)) edit(join(tree, path), edits);
  return tree;
}

/** A repository with the real 3.0.9 configuration and playbooks of our own, tagged. */
export function makeSource(root: string, worldUrl: string): string {
  const tree = join(root, 'published');
  publish(tree, NEW, { 'world.yml': `world_url: ${worldUrl}\n` });
  return tree;
}

function publish(tree: string, tag: string, more: Readonly<Record<string, string>>): void {
  cpSync(join(TREES as string, `tidb-ansible-${tag}`), tree, { recursive: true });
  execFileSync('chmod', ['-R', 'u+w', tree]);
  cpSync(join(import.meta.dirname, 'tree'), tree, { recursive: true });
  cpSync(join(import.meta.dirname, 'stand-ins', 'program.sh'), join(tree, 'program.sh'));
  for (const [path, content] of Object.entries(more)) writeFileSync(join(tree, path), content);
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', tree, '-c', 'user.name=t', '-c', 'user.email=t@t', ...words]);
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', tag);
  git('tag', tag);
}

function inventoryEdits({ placed }: LoopbackCluster, vars: Readonly<Record<string, string>>): readonly Edit[] {
  const groups = Map.groupBy(placed, ({ group }) => group);
  const addresses = [...new Set(placed.map(({ host }) => host))];
  const lines = (group: string) =>
    group === 'monitored_servers' ? addresses : (groups.get(group) ?? []).map(({ line }) => line);
  return [
    ...SECTIONS.map((group): Edit => {
      const body = lines(group).map((line) => `${line}\n`);
      return [new RegExp(`^\\[${group}\\]\\n(?:[^\\n]+\\n)*`, 'm'), `[${group}]\n${body.join('')}`];
    }),
    [/^# location_labels = .*$/m, 'location_labels = ["host"]'],
    ...Object.entries(vars).map(([key, value]): Edit => [new RegExp(`^${key} = .*$`, 'm'), `${key} = ${value}`]),
    [
      /^(ansible_user = .*)$/m,
      '$1\n# every host is this machine\nansible_connection = local\nansible_python_interpreter = "{{ ansible_playbook_python }}"',
    ],
  ];
}

type Edit = readonly [RegExp, string];

const SECTIONS = [
  'tidb_servers',
  'tikv_servers',
  'pd_servers',
  'monitoring_servers',
  'grafana_servers',
  'monitored_servers',
  'alertmanager_servers',
  'pump_servers',
  'drainer_servers',
];

function edit(path: string, edits: readonly Edit[]): void {
  const edited = edits.reduce(
    (content, [from, to]) => {
      if (!from.test(content)) throw new Error(`${path} does not have ${from}`);
      return content.replace(from, to);
    },
    readFileSync(path, 'utf8'),
  );
  writeFileSync(path, edited);
}
