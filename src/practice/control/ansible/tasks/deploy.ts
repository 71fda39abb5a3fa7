import type { ComponentKind } from '../../../world/state.ts';
import { readBinary } from '../../binaries.ts';
import { CHANGED, type Done, failed, OK, type On, port, type Task, variable } from '../play.ts';
import { readConf } from './conf.ts';
import { changes, deployed, fine, task } from './modules.ts';

/** What a role puts onto a host. */
export interface Role {
  readonly name: 'pd' | 'tikv' | 'pump' | 'tidb';
  readonly kind: ComponentKind;
  readonly binary: string;
  readonly portName: string;
  /** Name of the status port's variable; null: the role passes none. */
  readonly statusPortName: string | null;
  readonly unit: (on: On) => string;
}

/** The tasks of a role: directories, configuration, binary, start script, unit. */
export function deploy(role: Role): readonly Task[] {
  const { name } = role;
  return [
    fine(`${name} : create deploy directories`, 'file'),
    task(`${name} : load customized config: tidb-ansible/conf/${name}.yml`, 'include_vars', (on) => loaded(on, role)),
    fine(`${name} : load default config`, 'include_vars'),
    fine(`${name} : generate final config`, 'set_fact'),
    task(`${name} : create configuration file`, 'template', (on) => configured(on, role)),
    fine(`${name} : backup conf file`, 'command'),
    task(`${name} : deploy binary`, 'copy', (on) => copied(on, role), { takesMs: 1_500 }),
    changes(`${name} : backup binary file`, 'command'),
    task(`${name} : create startup script`, 'template', (on) => scripted(on, role)),
    task('systemd : deploy systemd service', 'template', (on) => unitWritten(on, role)),
    changes('systemd : systemd daemon reload', 'systemd', { takesMs: 500 }),
  ];
}

async function loaded(on: On, role: Role): Promise<Done> {
  const conf = await readConf(on.machine.files, `${on.tree.dir}/conf/${role.name}.yml`);
  return 'problem' in conf ? failed(conf.problem) : OK;
}

async function configured(on: On, role: Role): Promise<Done> {
  const conf = await readConf(on.machine.files, `${on.tree.dir}/conf/${role.name}.yml`);
  if ('problem' in conf) return failed(conf.problem);
  const path = `${variable(on, 'deploy_dir')}/conf/${role.name}.toml`;
  const content = conf.settings.map(([key, value]) => `${key} = ${value}\n`).join('');
  if ((await on.machine.files.read(path)) === content) return OK;
  await on.machine.files.write(path, content);
  return CHANGED;
}

async function copied(on: On, role: Role): Promise<Done> {
  const { files, cluster } = on.machine;
  const from = `${on.tree.dir}/resources/bin/${role.binary}`;
  const content = await files.read(from);
  const is = content === null ? null : readBinary(content);
  if (content === null || is === null) {
    return failed(`Could not find or access '${from}'\nSearched in:\n\t${from} on the Ansible Controller.`);
  }
  const to = `${variable(on, 'deploy_dir')}/bin/${role.binary}`;
  const before = await files.read(to);
  if (before === content) return OK;
  if (before !== null) {
    await files.write(
      `${variable(on, 'deploy_dir')}/backup/${role.binary}.${Math.round(on.machine.time.now())}~`,
      before,
      0o755,
    );
  }
  await files.write(to, content, 0o755);
  const component = deployed(on, role.kind, role.portName);
  if (component) {
    const version = is.version.replace(/^v/, '');
    cluster.apply({ type: 'binary-replaced', component: component.id, version, actor: on.actor });
  }
  return CHANGED;
}

async function scripted(on: On, role: Role): Promise<Done> {
  const statusPort = role.statusPortName === null ? null : port(on, role.statusPortName);
  const dir = variable(on, 'deploy_dir');
  const labels = variable(on, 'labels');
  const lines = [
    '#!/bin/sh',
    `cd "${dir}" || exit 1`,
    `exec bin/${role.binary} \\`,
    `    --addr "0.0.0.0:${port(on, role.portName)}" \\`,
    ...(statusPort === null ? [] : [`    --status-addr "${on.address}:${statusPort}" \\`]),
    `    --config conf/${role.name}.toml`,
    '',
  ];
  await on.machine.files.write(`${dir}/scripts/run_${role.name}.sh`, lines.join('\n'), 0o755);
  const component = deployed(on, role.kind, role.portName);
  if (component) {
    on.machine.cluster.apply({
      type: 'config-written',
      component: component.id,
      statusPort,
      labels: labels === '' ? component.disk.labels : parseLabels(labels),
      actor: on.actor,
    });
  }
  return CHANGED;
}

/** `host=tikv1,zone=a` as the inventory has it. */
function parseLabels(source: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    source.split(',').map((pair) => pair.split('=').map((part) => part.trim()) as [string, string]),
  );
}

function unitWritten(on: On, role: Role): Done {
  const component = deployed(on, role.kind, role.portName);
  const unit = role.unit(on);
  if (!component || component.disk.units.includes(unit)) return OK;
  on.machine.cluster.apply({ type: 'unit-written', component: component.id, unit, actor: on.actor });
  return CHANGED;
}
