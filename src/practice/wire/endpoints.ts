import { createServer, type Server as NetServer } from 'node:net';
import type { Component, ComponentKind } from '../world/state.ts';
import type { AccessLog } from './access-log.ts';
import { answerDrainer, answerPump } from './binlog.ts';
import type { Handler } from './exchange.ts';
import { httpServer } from './http-server.ts';
import { answerGrafana, answerStub } from './monitoring/grafana.ts';
import { answerPrometheus } from './monitoring/prometheus.ts';
import { answerPd } from './pd/api.ts';
import { mysqlServer } from './tidb/mysql-server.ts';
import { answerTidb } from './tidb/status.ts';
import { answerTikv } from './tikv.ts';
import type { World } from './world-handle.ts';

/** The server behind one open port of a component; not yet listening. */
export function endpoint(options: {
  readonly world: World;
  readonly accessLog: AccessLog;
  readonly component: Component;
  readonly port: number;
}): NetServer {
  const { world, accessLog, component, port } = options;
  const common = { world, accessLog, component: component.id };
  const isMain = port === component.port;
  if (isMain && component.kind === 'tikv') return silentServer();
  if (isMain && component.kind === 'tidb') return mysqlServer(common);
  return httpServer({ ...common, handler: HANDLERS[component.kind] });
}

/** Who answers HTTP for a kind of component. */
export const HANDLERS: Readonly<Record<ComponentKind, Handler>> = {
  pd: answerPd,
  tikv: answerTikv,
  tidb: answerTidb,
  pump: answerPump,
  drainer: answerDrainer,
  prometheus: answerPrometheus,
  grafana: answerGrafana,
  alertmanager: answerStub,
  pushgateway: answerStub,
};

/** TiKV's gRPC port: it can be connected to, which is all that anybody here does. */
function silentServer(): NetServer {
  return createServer((socket) => {
    // Whoever only looks whether the port is open may reset the connection.
    socket.on('error', () => socket.destroy());
    socket.on('data', () => socket.destroy());
  });
}
