import type { ComponentKind } from '../../../world/state.ts';
import { readBinary } from '../../binaries.ts';
import { CHANGED, OK, type On, type Play, port, type Task, variable } from '../play.ts';
import { deployed, fine, systemd, task, waitFor } from '../tasks/modules.ts';
import { checks } from './checks.ts';

/** rolling_update_monitor.yml: exporters on every host, then alertmanager, pushgateway, Prometheus and Grafana. */
export function rollingUpdateMonitor(): readonly Play[] {
  return [
    ...checks({ system: false }),
    exporter('node_exporter'),
    exporter('blackbox_exporter'),
    server('alertmanager', 'alertmanager_servers', []),
    server('pushgateway', 'monitoring_servers', []),
    server('prometheus', 'monitoring_servers', []),
    server('grafana', 'grafana_servers', [
      fine('import grafana data source', 'shell', { takesMs: 800 }),
      task('import grafana dashboards - prepare config', 'template', async (on) => {
        await on.machine.files.write(`${on.tree.dir}/scripts/dests.json`, '[]\n');
        return CHANGED;
      }),
      fine('import grafana dashboards - run import script', 'shell', { takesMs: 9_000 }),
    ]),
  ];
}

/** Exporters are not part of the world: their tasks print, and a binary is put in place. */
function exporter(name: 'node_exporter' | 'blackbox_exporter'): Play {
  return {
    name: `rolling update ${name}`,
    hosts: ['monitored_servers'],
    serial: false,
    tags: [name],
    tasks: [
      fine(`check ${name} existed`, 'stat'),
      task(`stop ${name} by systemd`, 'systemd', () => CHANGED, { takesMs: 700 }),
      fine(`wait until the ${name} port is down`, 'wait_for'),
      put(name, name),
      task(`start ${name} by systemd`, 'systemd', () => CHANGED, { takesMs: 700 }),
      fine(`wait until the ${name} port is up`, 'wait_for', { takesMs: 1_000 }),
      fine(`wait until the ${name} metrics page is available`, 'uri'),
    ],
  };
}

type Server = Extract<ComponentKind, 'alertmanager' | 'pushgateway' | 'prometheus' | 'grafana'>;

function server(name: Server, group: string, after: readonly Task[]): Play {
  const portName = `${name}_port`;
  const unit = (on: On) => `${name}-${port(on, portName)}.service`;
  return {
    name: `rolling update ${name}`,
    hosts: [group],
    serial: false,
    tags: [name],
    tasks: [
      systemd(`stop ${name} by systemd`, name, { unit, portName, state: 'stopped' }),
      waitFor(`wait until the ${name} port is down`, portName, 'stopped', name),
      put(name, name === 'grafana' ? 'grafana-server' : name),
      systemd(`start ${name} by systemd`, name, { unit, portName, state: 'started' }),
      waitFor(`wait until the ${name} port is up`, portName, 'started', name),
      ...after,
    ],
  };
}

function put(role: string, program: string): Task {
  return task(
    `${role} : deploy binary`,
    'copy',
    async (on) => {
      const { files, cluster } = on.machine;
      const content = await files.read(`${on.tree.dir}/resources/bin/${program}`);
      if (content === null) return OK;
      await files.write(`${variable(on, 'deploy_dir')}/bin/${program}`, content, 0o755);
      const component = isServer(role) ? deployed(on, role, `${role}_port`) : null;
      const version = readBinary(content)?.version.replace(/^v/, '');
      if (component && version) {
        cluster.apply({ type: 'binary-replaced', component: component.id, version, actor: on.actor });
      }
      return CHANGED;
    },
    { takesMs: 1_000 },
  );
}

function isServer(role: string): role is Server {
  return ['alertmanager', 'pushgateway', 'prometheus', 'grafana'].includes(role);
}
