import { OperatorError } from '../../base/errors.ts';
import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { addressOf, componentsOf } from '../topology.ts';
import { seen, unseen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** One DDL job as TiDB lists it. */
export interface DdlJob {
  readonly id: string;
  /** `test.orders`; "" when neither is told. */
  readonly table: string;
  /** "add index", in TiDB's words. */
  readonly type: string;
  /** running, queueing, synced, cancelled …, in TiDB's words. */
  readonly state: string;
}

/** Running DDL is told by SQL only; no status page lists it. */
export const DDL_JOBS_STATEMENT = 'ADMIN SHOW DDL JOBS';

/** The DDL jobs that TiDB lists: those in its queues and the latest that ended. Asks the TiDBs in turn until one answers. */
export const ddlJobsProbe: Probe<ClusterPorts, readonly DdlJob[]> = {
  id: 'ddl-jobs',
  title: text('DDL jobs', 'DDL 任务'),
  shelfLifeMs: 15_000,
  needs: [topologyProbe],
  async read({ sql }, facts) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const tidbs = componentsOf(topology.value, 'tidb');
    // A cluster without TiDB (KV mode) has no DDL.
    if (tidbs.length === 0) return seen([], topology.source);
    let why = text('no TiDB was asked', '尚未询问 TiDB');
    let address = '';
    for (const tidb of tidbs) {
      address = addressOf(tidb);
      try {
        const rows = await sql.query(address, DDL_JOBS_STATEMENT);
        return seen(rows.map(readJob), { kind: 'sql', address, statement: DDL_JOBS_STATEMENT });
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error;
        why = error.trouble.what;
      }
    }
    return unseen(why, { kind: 'sql', address, statement: DDL_JOBS_STATEMENT });
  },
};

// The case of the column names differs between releases.
function readJob(row: Readonly<Record<string, string | null>>): DdlJob {
  const column = (name: string) => Object.entries(row).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
  return {
    id: column('job_id'),
    table: [column('db_name'), column('table_name')].filter((part) => part !== '').join('.'),
    type: column('job_type'),
    state: column('state'),
  };
}
