import { createConnection, type QueryError } from 'mysql2/promise';
import type { Millis } from '../base/duration.ts';
import { OperatorError } from '../base/errors.ts';
import { sanitiseLine } from '../base/sanitise.ts';
import { text, verbatim } from '../base/text.ts';
import type { Sql } from '../cluster/ports/sql.ts';
import type { ControlHost } from './control-host.ts';
import { orAbort } from './or-abort.ts';
import { quoteArgv } from './ssh/quote.ts';
import { type Asked, wireError } from './wire-errors.ts';

/** Who asks TiDB. */
export interface SqlLogin {
  readonly user: string;
  /** Called for every connection, so whoever asks a person keeps the answer; null: no password. */
  readonly password: () => Promise<string | null>;
  /** For one whole query with its connection. Default 15,000. */
  readonly timeoutMs?: Millis;
}

type Row = Readonly<Record<string, string | null>>;

/**
 * SQL over TiDB's MySQL port through the TCP of the control machine: one connection a query, values as text.
 * Rejects with OperatorError `sql-denied`, `sql-failed` (the server said no), `unreachable`, `timeout`.
 */
export function tunnelSql(control: Pick<ControlHost, 'connect'>, login: SqlLogin): Sql {
  return {
    query: async (address, statement) => {
      const asked = askedOf(address, login.user);
      // Asked first: a person takes longer to type it than the server may take to answer.
      const password = await login.password();
      const timeoutMs = login.timeoutMs ?? 15_000;
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const [host, port] = splitAddress(address);
        const stream = await orAbort(control.connect(host, port, deadline), deadline);
        try {
          const session = createConnection({
            stream,
            user: login.user,
            password: password ?? '',
            connectTimeout: 0,
            typeCast: (field) => field.string('utf8'),
          });
          return await orAbort(
            session.then(async (connection) => {
              const [rows] = await connection.query(statement);
              connection.destroy();
              return Array.isArray(rows) ? (rows as Row[]).map((row) => ({ ...row })) : [];
            }),
            deadline,
          );
        } finally {
          stream.destroy();
        }
      } catch (error) {
        throw serverError(error, address, login.user) ?? wireError(error, asked, { deadline, timeoutMs });
      }
    },
  };
}

function splitAddress(address: string): readonly [host: string, port: number] {
  const [, host, port] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(address) ?? [];
  return [host || address, Number(port ?? 4000)];
}

// Errors of MySQL and TiDB for "you may not": login, database, table, SUPER, TiDB's own privilege check.
const DENIED: ReadonlySet<number> = new Set([1044, 1045, 1142, 1227, 1698, 8121]);

/** What the server itself said; null when the error is not the server's. */
function serverError(error: unknown, address: string, user: string): OperatorError | null {
  if (!isServerError(error)) return null;
  const { errno, sqlMessage } = error;
  const denied = DENIED.has(errno);
  const byHand = byHandOf(address, user);
  return new OperatorError(
    {
      code: denied ? 'sql-denied' : 'sql-failed',
      kind: 'failed',
      what: denied
        ? text(`TiDB ${address} denies ${user} access`, `TiDB ${address} 拒绝用户 ${user} 访问`)
        : text(`TiDB ${address} refused the statement`, `TiDB ${address} 拒绝执行该语句`),
      why: verbatim(`${errno}: ${sanitiseLine(sqlMessage)}`),
      next: denied
        ? [
            text(`See that the user and password are right: ${byHand}`, `确认用户名和密码正确：${byHand}`),
            text(
              'Name a user that may run ADMIN SHOW DDL JOBS as sql.user in belay.yaml',
              '在 belay.yaml 的 sql.user 中填写有权执行 ADMIN SHOW DDL JOBS 的用户',
            ),
          ]
        : [text(`Try it by hand: ${byHand}`, `手动尝试：${byHand}`)],
    },
    { cause: error },
  );
}

function isServerError(error: unknown): error is QueryError & { errno: number; sqlMessage: string } {
  return error instanceof Error && 'sqlMessage' in error && 'errno' in error && typeof error.errno === 'number';
}

function askedOf(address: string, user: string): Asked {
  return { what: `SQL ${address}`, byHand: byHandOf(address, user) };
}

function byHandOf(address: string, user: string): string {
  const [host, port] = splitAddress(address);
  return quoteArgv(['mysql', '-h', host, '-P', String(port), '-u', user, '-p']);
}
