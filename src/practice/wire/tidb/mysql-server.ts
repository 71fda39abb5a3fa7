import { createServer, type Server, type Socket } from 'node:net';
import { componentOf } from '../../world/lookup.ts';
import type { AccessLog } from '../access-log.ts';
import type { World } from '../world-handle.ts';
import { errorPacket, framed, greeting, okPacket, resultPackets, unframed } from './mysql-packets.ts';
import { answerStatement } from './statements.ts';
import { mysqlVersion } from './status.ts';

interface Options {
  readonly world: World;
  readonly component: string;
  readonly accessLog: AccessLog;
}

/** TiDB's SQL port over the MySQL protocol: any user, any password, the few statements of the practice TiDB. */
export function mysqlServer(options: Options): Server {
  let connectionId = 0;
  return createServer((socket) => {
    connectionId += 1;
    socket.setNoDelay(true);
    converse(options, socket, connectionId);
  });
}

const COMMAND = { quit: 1, initDb: 2, query: 3, ping: 14 } as const;

function converse(options: Options, socket: Socket, connectionId: number): void {
  let data: Buffer = Buffer.alloc(0);
  let isLoggedIn = false;
  const version = mysqlVersion(componentOf(options.world.read(), options.component));
  socket.write(framed([greeting(version, connectionId)], 0));
  // A client that goes away in the middle is no event of the cluster's.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    data = Buffer.concat([data, chunk]);
    for (let packet = unframed(data); packet !== null; packet = unframed(data)) {
      data = packet.rest;
      if (isLoggedIn && packet.payload[0] === COMMAND.quit) return void socket.end();
      const answer = isLoggedIn ? replyTo(options, packet.payload) : [okPacket()];
      isLoggedIn = true;
      socket.write(framed(answer, packet.sequence + 1));
    }
  });
}

function replyTo(options: Options, payload: Buffer): readonly Buffer[] {
  switch (payload[0]) {
    case COMMAND.query:
      return replyToQuery(options, payload.subarray(1).toString('utf8'));
    case COMMAND.ping:
    case COMMAND.initDb:
      return [okPacket()];
    default:
      return [errorPacket(1047, 'the practice TiDB does not know this command')];
  }
}

function replyToQuery({ world, component: id, accessLog }: Options, statement: string): readonly Buffer[] {
  const state = world.read();
  const answer = answerStatement(state, componentOf(state, id), statement);
  const status = answer.kind === 'error' ? answer.code : 0;
  accessLog.write({ at: state.now, component: id, method: 'QUERY', path: '', body: statement, status });
  switch (answer.kind) {
    case 'ok':
      return [okPacket()];
    case 'error':
      return [errorPacket(answer.code, answer.message)];
    case 'rows':
      for (const event of answer.events ?? []) world.apply(event);
      return resultPackets(answer.columns, answer.rows);
  }
}
