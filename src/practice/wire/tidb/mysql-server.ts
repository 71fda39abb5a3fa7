import { createServer, type Server, type Socket } from 'node:net';
import mysql from 'mysql2';
import { componentOf } from '../../world/lookup.ts';
import type { AccessLog } from '../access-log.ts';
import type { World } from '../world-handle.ts';
import { answerStatement } from './statements.ts';
import { mysqlVersion } from './status.ts';

/** TiDB's SQL port over the MySQL protocol: any user, any password, the few statements of the practice TiDB. */
export function mysqlServer(options: {
  readonly world: World;
  readonly component: string;
  readonly accessLog: AccessLog;
}): Server {
  let connectionId = 0;
  return createServer((socket) => {
    connectionId += 1;
    socket.setNoDelay(true);
    converse(options, socket, connectionId);
  });
}

/** PROTOCOL_41, SECURE_CONNECTION, PLUGIN_AUTH and what goes with them; no TLS, no compression. */
const CAPABILITIES = 0x000f_f7df & ~0x0800 & ~0x20;

const UTF8 = 33;
const VAR_STRING = 253;

function converse(options: Parameters<typeof mysqlServer>[0], socket: Socket, connectionId: number): void {
  const { world, component: id } = options;
  const connection = mysql.createConnection({ isServer: true, stream: socket } as mysql.ConnectionOptions);
  // A client that goes away in the middle is no event of the cluster's.
  connection.on('error', () => socket.destroy());
  connection.serverHandshake({
    protocolVersion: 10,
    serverVersion: mysqlVersion(componentOf(world.read(), id)),
    connectionId,
    statusFlags: 2,
    characterSet: UTF8,
    capabilityFlags: CAPABILITIES,
  });
  const answer = (statement: string) => reply(options, connection, statement);
  connection.on('query', answer);
  // mysql2 hands SET statements on as if they were being prepared.
  connection.on('stmt_prepare', answer);
}

function reply(options: Parameters<typeof mysqlServer>[0], connection: mysql.Connection, statement: string): void {
  const { world, component: id, accessLog } = options;
  const state = world.read();
  const answer = answerStatement(state, componentOf(state, id), statement);
  const status = answer.kind === 'error' ? answer.code : 0;
  accessLog.write({ at: state.now, component: id, method: 'QUERY', path: '', body: statement, status });
  switch (answer.kind) {
    case 'ok':
      connection.writeOk({ affectedRows: 0 });
      return;
    case 'error':
      connection.writeError({ code: answer.code, message: answer.message });
      return;
    case 'rows': {
      for (const event of answer.events ?? []) world.apply(event);
      const columns = answer.columns.map((name) => column(name));
      const rows = answer.rows.map((row) =>
        Object.fromEntries(answer.columns.map((name, index) => [name, row[index] ?? ''])),
      );
      connection.writeTextResult(rows, columns);
    }
  }
}

function column(name: string) {
  return {
    catalog: 'def',
    schema: '',
    table: '',
    orgTable: '',
    name,
    orgName: '',
    characterSet: UTF8,
    columnLength: 1024,
    columnType: VAR_STRING,
    flags: 0,
    decimals: 0,
  };
}
