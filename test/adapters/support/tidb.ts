import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import mysql from 'mysql2';
import { onTestFinished } from 'vitest';

// Of the protocol's flags: long password, protocol 4.1, secure connection, plugin auth.
const CAPABILITIES = 0x0008_8201;

/** A stand-in for TiDB's MySQL port. */
export interface Tidb {
  readonly address: string;
  readonly statements: readonly string[];
  /** Connections that are open to it now. */
  readonly open: () => number;
}

// mysql2 has no types for its server half.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Session = any;

/** Starts one on loopback that lets `user` in, with any password, and answers statements by `answer`; it ends with the test. */
export async function startTidb(answer: (statement: string, session: Session) => void, user = 'root'): Promise<Tidb> {
  const statements: string[] = [];
  const open = new Set<Session>();
  const server = mysql.createServer((session: Session) => {
    open.add(session);
    session.on('error', () => open.delete(session));
    session.stream.on('close', () => open.delete(session));
    session.serverHandshake({
      protocolVersion: 10,
      serverVersion: '5.7.25-TiDB-v2.1.19',
      connectionId: 1,
      statusFlags: 2,
      characterSet: 33,
      capabilityFlags: CAPABILITIES,
      authCallback: (login: { user: string }, done: (error: null, denied?: object) => void) => {
        done(null, login.user === user ? undefined : { message: `Access denied for user '${login.user}'`, code: 1045 });
        session._resetSequenceId();
      },
    });
    session.on('query', (statement: string) => {
      statements.push(statement);
      answer(statement, session);
      session._resetSequenceId();
    });
  });
  const net = (server as unknown as { _server: Server })._server;
  net.listen(0, '127.0.0.1');
  await once(net, 'listening');
  onTestFinished(() => {
    for (const session of open) session.close();
    net.close();
  });
  return { address: `127.0.0.1:${(net.address() as AddressInfo).port}`, statements, open: () => open.size };
}

/** A column of an answer; `columnType` as the protocol counts them: 8 bigint, 12 datetime, 253 varchar. */
export const column = (name: string, columnType: number) => ({
  catalog: 'def',
  schema: '',
  table: '',
  orgTable: '',
  name,
  orgName: name,
  characterSet: 33,
  columnLength: 255,
  columnType,
  flags: 0,
  decimals: 0,
});
