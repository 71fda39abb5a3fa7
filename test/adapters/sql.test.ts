import { describe, expect, it } from 'vitest';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import { type SqlLogin, tunnelSql } from '../../src/adapters/sql.ts';
import type { Sql } from '../../src/cluster/ports/sql.ts';
import { codeOf } from './support/errors.ts';
import { column, startTidb } from './support/tidb.ts';
import { deadUrl, startTcp } from './support/web.ts';

function client(login: Partial<SqlLogin> = {}): Sql {
  return tunnelSql(openLocalHost(), { user: 'root', password: async () => null, ...login });
}

describe('SQL through the control machine', () => {
  it('gives rows by column name, values as text, null kept', async () => {
    const tidb = await startTidb((_statement, session) =>
      session.writeTextResult(
        [{ JOB_ID: '9223372036854775807', STATE: '运行', START_TIME: '2026-01-01 00:00:00', END_TIME: null }],
        [column('JOB_ID', 8), column('STATE', 253), column('START_TIME', 12), column('END_TIME', 12)],
      ),
    );
    expect(await client().query(tidb.address, 'ADMIN SHOW DDL JOBS')).toEqual([
      { JOB_ID: '9223372036854775807', STATE: '运行', START_TIME: '2026-01-01 00:00:00', END_TIME: null },
    ]);
    expect(tidb.statements).toEqual(['ADMIN SHOW DDL JOBS']);
  });

  it('gives no rows for a statement that gives none, and leaves no connection behind', async () => {
    const tidb = await startTidb((_statement, session) => session.writeOk());
    expect(await client().query(tidb.address, 'FLUSH PRIVILEGES')).toEqual([]);
    await expect.poll(tidb.open).toBe(0);
  });

  it('asks for the password for a connection', async () => {
    const tidb = await startTidb((_statement, session) => session.writeOk());
    let asked = 0;
    const sql = client({ password: async () => `secret ${asked++}` });
    await sql.query(tidb.address, 'SELECT 1');
    expect(asked).toBe(1);
  });

  it('says sql-denied for a login that is refused, without the password', async () => {
    const tidb = await startTidb(() => undefined);
    const denied = client({ user: 'nobody', password: async () => 'hunter22' }).query(tidb.address, 'SELECT 1');
    await expect(denied).rejects.toMatchObject({ trouble: { code: 'sql-denied' } });
    const error = await denied.catch((e: unknown) => e);
    expect(JSON.stringify((error as { trouble: unknown }).trouble)).not.toContain('hunter22');
  });

  it.each([
    [1227, 'sql-denied'],
    [8121, 'sql-denied'],
    [1064, 'sql-failed'],
    [1146, 'sql-failed'],
  ])('takes the error %i of the server for %s', async (code, wanted) => {
    const tidb = await startTidb((_statement, session) => session.writeError({ code, message: 'no' }));
    expect(await codeOf(client().query(tidb.address, 'SELECT 1'))).toBe(wanted);
    await expect.poll(tidb.open).toBe(0);
  });

  it('says unreachable where nobody listens', async () => {
    const { host } = new URL(await deadUrl());
    expect(await codeOf(client().query(host, 'SELECT 1'))).toBe('unreachable');
  });

  it.each([
    ['before it greets', ''],
    ['with something that is no MySQL', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['in the middle of its greeting', '\u004a\u0000\u0000\u0000\u000a5.7.25-TiDB'],
  ])('says unreachable when the server cuts %s', async (_when, said) => {
    const server = await startTcp((socket) => socket.end(Buffer.from(said, 'latin1')));
    expect(await codeOf(client().query(`127.0.0.1:${server.port}`, 'SELECT 1'))).toBe('unreachable');
  });

  it('says unreachable when the server dies over a statement', async () => {
    const tidb = await startTidb((_statement, session) => session.stream.destroy());
    expect(await codeOf(client().query(tidb.address, 'SELECT 1'))).toBe('unreachable');
  });

  it('says timeout when the server never greets', async () => {
    const server = await startTcp(() => undefined);
    expect(await codeOf(client({ timeoutMs: 50 }).query(`127.0.0.1:${server.port}`, 'SELECT 1'))).toBe('timeout');
  });

  it('says timeout when the statement never ends, and closes', async () => {
    const tidb = await startTidb(() => undefined);
    expect(await codeOf(client({ timeoutMs: 200 }).query(tidb.address, 'SELECT SLEEP(999)'))).toBe('timeout');
    await expect.poll(tidb.open).toBe(0);
  });
});
