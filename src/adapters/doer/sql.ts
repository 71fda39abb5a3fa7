import type { Sql } from '../../cluster/ports/sql.ts';
import type { Outcome, SqlDeed } from '../../engine/deed.ts';
import { went } from './outcomes.ts';

/** Runs one statement; what it gives back is told as JSON. */
export async function performSql({ address, statement }: SqlDeed, sql: Sql): Promise<Outcome> {
  const rows = await sql.query(address, statement);
  return went(null, rows.length === 0 ? '' : JSON.stringify(rows));
}
