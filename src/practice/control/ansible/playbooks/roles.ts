import { type On, port } from '../play.ts';
import type { Role } from '../tasks/deploy.ts';

/** PD's unit before 3.0. */
export function oldPdUnit(): string {
  return 'pd.service';
}

/** PD's unit since 3.0. */
export function newPdUnit(on: On): string {
  return `pd-${port(on, 'pd_client_port')}.service`;
}

/** What the roles put onto hosts; PD's unit is given by the playbook. */
export const PD: Omit<Role, 'unit'> = {
  name: 'pd',
  kind: 'pd',
  binary: 'pd-server',
  portName: 'pd_client_port',
  statusPortName: null,
};
/** TiKV's. */
export const TIKV: Role = {
  name: 'tikv',
  kind: 'tikv',
  binary: 'tikv-server',
  portName: 'tikv_port',
  statusPortName: 'tikv_status_port',
  unit: unitOf('tikv', 'tikv_port'),
};
/** Pump's. */
export const PUMP: Role = {
  name: 'pump',
  kind: 'pump',
  binary: 'pump',
  portName: 'pump_port',
  statusPortName: null,
  unit: unitOf('pump', 'pump_port'),
};
/** TiDB's. */
export const TIDB: Role = {
  name: 'tidb',
  kind: 'tidb',
  binary: 'tidb-server',
  portName: 'tidb_port',
  statusPortName: 'tidb_status_port',
  unit: unitOf('tidb', 'tidb_port'),
};

function unitOf(kind: string, portName: string) {
  return (on: On): string => `${kind}-${port(on, portName)}.service`;
}
