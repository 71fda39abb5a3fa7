import { type On, type Play, port, type Task, variable } from '../play.ts';
import { deploy } from '../tasks/deploy.ts';
import { addEvictScheduler, removeEvictScheduler, storeId } from '../tasks/eviction.ts';
import { fine, page, says, systemd, waitFor } from '../tasks/modules.ts';
import { isTrue } from '../tree.ts';
import { PUMP, TIDB, TIKV } from './roles.ts';

/** One TiKV after another: leaders out, stop, deploy, start, scheduler away. */
export function tikvUpdate(): Play {
  const statusPage = (on: On) => ({ address: `${on.address}:${variable(on, 'tikv_status_port')}`, path: '/status' });
  const pid = (name: string) => [
    fine('command', 'command'),
    says(name, (on) => `tikv binary or docker pid: ${20_000 + (port(on, 'tikv_port') % 1_000)}`),
  ];
  return {
    name: 'rolling update TiKV cluster',
    hosts: ['tikv_servers'],
    serial: true,
    tags: ['tikv'],
    tasks: [
      ...storeId(),
      ...addEvictScheduler(),
      systemd('stop TiKV by systemd', 'tikv', { unit: TIKV.unit, portName: 'tikv_port', state: 'stopped' }),
      waitFor('wait until the TiKV port is down', 'tikv_port', 'stopped', 'TiKV'),
      ...pid('display old tikv pid'),
      ...deploy(TIKV),
      systemd('start TiKV by systemd', 'tikv', { unit: TIKV.unit, portName: 'tikv_port', state: 'started' }),
      waitFor('wait until the TiKV port is up', 'tikv_port', 'started', 'TiKV'),
      page('wait until the TiKV status page is available', statusPage, /^/),
      ...pid('display new tikv pid'),
      ...removeEvictScheduler(),
    ],
  };
}

/** Pump rolls along where binlog is on. */
export function pumpUpdate(): Play {
  const binlogOn = (task: Task): Task => ({ ...task, when: (on) => isTrue(variable(on, 'enable_binlog')) });
  return {
    name: 'rolling update pump cluster',
    hosts: ['pump_servers'],
    serial: true,
    tags: ['pump'],
    tasks: [
      systemd('stop pump by systemd', 'pump', { unit: PUMP.unit, portName: 'pump_port', state: 'stopped' }),
      waitFor('wait until the pump port is down', 'pump_port', 'stopped', 'pump'),
      ...deploy(PUMP),
      systemd('start pump by systemd', 'pump', { unit: PUMP.unit, portName: 'pump_port', state: 'started' }),
      waitFor('wait until the pump port is up', 'pump_port', 'started', 'pump'),
    ].map(binlogOn),
  };
}

/** One TiDB after another. */
export function tidbUpdate(): Play {
  const statusPage = (on: On) => ({ address: `${on.address}:${variable(on, 'tidb_status_port')}`, path: '/status' });
  return {
    name: 'rolling update TiDB cluster',
    hosts: ['tidb_servers'],
    serial: true,
    tags: ['tidb'],
    tasks: [
      systemd('stop TiDB by systemd', 'tidb', { unit: TIDB.unit, portName: 'tidb_port', state: 'stopped' }),
      waitFor('wait until the TiDB port is down', 'tidb_port', 'stopped', 'TiDB'),
      ...deploy(TIDB),
      systemd('start TiDB by systemd', 'tidb', { unit: TIDB.unit, portName: 'tidb_port', state: 'started' }),
      waitFor('wait until the TiDB port is up', 'tidb_port', 'started', 'TiDB'),
      page('wait until the TiDB status page is available', statusPage, /TiDB/),
    ],
  };
}
