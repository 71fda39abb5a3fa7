import type { Release } from './group-vars.ts';

/**
 * The playbooks of a release by path, much shortened: the practice's ansible-playbook knows by itself what they do and reads
 * only common_tasks. Plays, hosts, tags and unit names are those of the release.
 */
export function playbooks(release: Release): ReadonlyMap<string, string> {
  const pdUnit = 'pd-{{ pd_client_port }}.service';
  return new Map([
    [
      'rolling_update.yml',
      rolling(release === '2.1' ? 'pd.service' : pdUnit, release === '2.1' ? 'pd.service' : pdUnit),
    ],
    ...(release === '3.0' ? [['excessive_rolling_update.yml', rolling('pd.service', pdUnit)] as const] : []),
    ['rolling_update_monitor.yml', [HEAD, CHECKS, ...MONITORS.map(monitor)].join('\n')],
    [
      'local_prepare.yml',
      `${HEAD}- name: do local preparation\n  hosts: localhost\n  connection: local\n  gather_facts: false\n  roles:\n    - local\n`,
    ],
    ['start_drainer.yml', [HEAD, CHECKS, drainer('started')].join('\n')],
    ['stop_drainer.yml', [HEAD, CHECKS, drainer('stopped')].join('\n')],
  ]);
}

const HEAD = '---\n';

const CHECKS = `- name: check config locally
  hosts: localhost
  any_errors_fatal: true
  tags:
    - always
  roles:
    - check_config_static

- name: gather all facts, and check dest
  hosts: all
  any_errors_fatal: true
  tags:
    - always
  roles:
    - check_config_dynamic
`;

function rolling(stopPd: string, startPd: string): string {
  return [
    HEAD,
    CHECKS,
    component({ title: 'PD', tag: 'pd', stop: stopPd, start: startPd }),
    component({
      title: 'TiKV',
      tag: 'tikv',
      stop: unit('tikv'),
      start: unit('tikv'),
      around: 'evict_leader_scheduler',
    }),
    component({ title: 'pump', tag: 'pump', stop: unit('pump'), start: unit('pump') }),
    component({ title: 'TiDB', tag: 'tidb', stop: unit('tidb'), start: unit('tidb') }),
  ].join('\n');
}

function unit(kind: string): string {
  return `${kind}-{{ ${kind}_port }}.service`;
}

function component(it: {
  readonly title: string;
  readonly tag: string;
  readonly stop: string;
  readonly start: string;
  /** Common tasks that are added before the stop and taken away after the start. */
  readonly around?: string;
}): string {
  const include = (verb: string) => (it.around ? [`    - include_tasks: "common_tasks/${verb}_${it.around}.yml"`] : []);
  return [
    `- name: rolling update ${it.title} cluster`,
    `  hosts: ${it.tag}_servers`,
    '  any_errors_fatal: true',
    '  serial: 1',
    '  tags:',
    `    - ${it.tag}`,
    '  pre_tasks:',
    ...include('add'),
    `    - name: stop ${it.title} by systemd`,
    `      systemd: name=${it.stop} state=stopped`,
    '      become: true',
    "      when: process_supervision == 'systemd'",
    '  roles:',
    `    - ${it.tag}`,
    '  post_tasks:',
    `    - name: start ${it.title} by systemd`,
    `      systemd: name=${it.start} state=started`,
    '      become: true',
    "      when: process_supervision == 'systemd'",
    ...include('remove'),
    '',
  ].join('\n');
}

const MONITORS = [
  ['node_exporter', 'monitored_servers'],
  ['blackbox_exporter', 'monitored_servers'],
  ['alertmanager', 'alertmanager_servers'],
  ['pushgateway', 'monitoring_servers'],
  ['prometheus', 'monitoring_servers'],
  ['grafana', 'grafana_servers'],
] as const;

function monitor([name, group]: (typeof MONITORS)[number]): string {
  return [
    `- name: rolling update ${name}`,
    `  hosts: ${group}`,
    '  any_errors_fatal: true',
    '  tags:',
    `    - ${name}`,
    '  roles:',
    `    - ${name}`,
    '',
  ].join('\n');
}

function drainer(state: 'started' | 'stopped'): string {
  return [
    '- hosts: drainer_servers',
    '  tags:',
    '    - drainer',
    '  tasks:',
    `    - name: ${state === 'started' ? 'start' : 'stop'} drainer by systemd`,
    `      systemd: name=drainer-{{ drainer_port }}.service state=${state} enabled=no`,
    '      become: true',
    '',
  ].join('\n');
}
