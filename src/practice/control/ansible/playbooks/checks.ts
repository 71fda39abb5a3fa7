import { versionAt } from '../../binaries.ts';
import { baseName } from '../../machine.ts';
import { isOlder, packageVersion } from '../../packages.ts';
import { failed, OK, type On, type Play, type Task, variable } from '../play.ts';
import { readConf, tikvRefuses } from '../tasks/conf.ts';
import { changes, fine, task } from '../tasks/modules.ts';
import { isTrue } from '../tree.ts';

/** What every playbook looks at first. `system`: the rolling updates look at the hosts' systems, too. */
export function checks(how: { readonly system: boolean }): readonly Play[] {
  return [
    {
      name: 'check config locally',
      hosts: ['localhost'],
      serial: false,
      tags: ['always'],
      tasks: staticChecks(),
    },
    ...(how.system
      ? [
          {
            name: 'check system environment',
            hosts: ['monitored_servers'],
            serial: false,
            tags: ['always'],
            tasks: systemChecks(),
          },
        ]
      : []),
    {
      name: 'gather all facts, and check dest',
      hosts: ['all'],
      serial: false,
      tags: ['always'],
      tasks: dynamicChecks(),
    },
  ];
}

/** The checks before anything is stopped: versions, and the configuration of PD, TiKV and TiDB. */
export function preChecks(): readonly Play[] {
  return [
    {
      name: 'Pre-check for rolling update',
      hosts: ['tidb_servers'],
      serial: false,
      tags: ['always'],
      tasks: [
        task('shell', 'shell', async (on) => {
          const path = `${variable(on, 'deploy_dir')}/bin/tidb-server`;
          const version = await versionAt(on.machine.files, path);
          return version === null ? failed(`/bin/sh: ${path}: No such file or directory`) : { state: 'changed' };
        }),
      ],
    },
    configCheck('PD', 'pd'),
    configCheck('TiKV', 'tikv'),
    configCheck('TiDB', 'tidb'),
  ];
}

function staticChecks(): readonly Task[] {
  const role = 'check_config_static';
  const needs = (name: string, group: string, message: string): Task =>
    task(`${role} : ${name}`, 'fail', () => failed(message), {
      when: (on) => on.tree.inventory.hostsOf(group).length === 0,
    });
  return [
    needs('Ensure only one monitoring host exists', 'monitoring_servers', 'One monitoring host should be specified.'),
    needs('Ensure monitored_servers exists', 'monitored_servers', 'monitored_servers should be specified.'),
    needs('Ensure PD host exists', 'pd_servers', 'One, or more pd hosts should be specified.'),
    needs('Ensure TiKV host exists', 'tikv_servers', 'One, or more tikv hosts should be specified.'),
    fine(`${role} : Close old SSH control master processes`, 'shell'),
    changes(`${role} : Check if jmespath is installed`, 'shell', { takesMs: 900 }),
    changes(`${role} : Check if jinja2 is installed`, 'shell', { takesMs: 900 }),
    task(`${role} : Check versions of jmespath and jinja2`, 'fail', async (on) => {
      const old = (await Promise.all(NEEDED.map((one) => tooOld(on, one)))).filter((name) => name !== null);
      return old.length === 0 ? OK : failed(`${old.join(' and ')} version is too low`);
    }),
  ];
}

const NEEDED = [
  { name: 'jmespath', atLeast: '0.9.0' },
  { name: 'jinja2', atLeast: '2.9.6' },
] as const;

async function tooOld(on: On, needed: (typeof NEEDED)[number]): Promise<string | null> {
  const version = await packageVersion(on.machine, needed.name);
  return version === null || isOlder(version, needed.atLeast) ? needed.name : null;
}

function systemChecks(): readonly Task[] {
  const role = 'check_system_dynamic';
  return [
    fine(`${role} : Disk space check - Fail task when disk is full`, 'shell', { takesMs: 800 }),
    fine(`${role} : get facts`, 'setup', { takesMs: 3_000 }),
    fine(`${role} : Preflight check - Get NTP service status`, 'shell', {
      takesMs: 800,
      when: (on) => isTrue(variable(on, 'enable_ntpd')),
    }),
    fine(`${role} : Preflight check - Get umask`, 'shell', { takesMs: 800 }),
    fine(`${role} : Preflight check - Get maximum number of open file descriptors limit`, 'shell', { takesMs: 800 }),
  ];
}

function dynamicChecks(): readonly Task[] {
  const role = 'check_config_dynamic';
  return [
    fine(`${role} : Set enable_binlog variable`, 'set_fact', { when: (on) => isTrue(variable(on, 'enable_binlog')) }),
    fine(`${role} : environment check (deploy dir)`, 'stat', { takesMs: 900 }),
    fine(`${role} : config skip variables (default)`, 'set_fact'),
    fine(`${role} : config skip variables`, 'set_fact'),
  ];
}

function configCheck(title: string, component: 'pd' | 'tikv' | 'tidb'): Play {
  const role = `check_config_${component}`;
  const path = (on: On) => `${on.tree.dir}/conf/${component}.yml`;
  return {
    name: `Pre-check ${title} configuration`,
    hosts: [`${component}_servers[0]`],
    serial: false,
    tags: [component],
    tasks: [
      changes(`${role} : Create temporary check directory`, 'file'),
      task(`${role} : Load customized config: tidb-ansible/conf/${component}.yml`, 'include_vars', async (on) => {
        const conf = await readConf(on.machine.files, path(on));
        return 'problem' in conf ? failed(conf.problem) : OK;
      }),
      task(
        `${role} : Deploy ${title} binary`,
        'copy',
        async (on) => {
          const from = `${on.tree.dir}/resources/bin/${component}-server`;
          const there = (await on.machine.files.read(from)) !== null;
          return there ? { state: 'changed' } : failed(`Could not find or access '${baseName(from)}'`);
        },
        { takesMs: 1_200 },
      ),
      task(`${role} : Check ${title} config`, 'shell', async (on) => {
        const conf = await readConf(on.machine.files, path(on));
        const refused = component === 'tikv' && 'settings' in conf ? tikvRefuses(conf.settings) : null;
        on.facts.set('check_result', refused ?? 'successful');
        return { state: 'changed' };
      }),
      changes(`${role} : Delete temporary check directory`, 'file'),
      task(`${role} : Check result`, 'fail', (on) => failed(`${title} config error: ${on.facts.get('check_result')}`), {
        when: (on) => on.facts.get('check_result') !== 'successful',
      }),
    ],
  };
}
