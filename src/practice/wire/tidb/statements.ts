import type { DdlJob } from '../../world/ddl-state.ts';
import type { WorldEvent } from '../../world/events.ts';
import { isThree } from '../../world/schedule-defaults.ts';
import type { Component, WorldState } from '../../world/state.ts';
import { mysqlVersion, runningVersion } from './status.ts';

/** What a statement gives: rows of text, an error, and what it did. */
export type SqlAnswer =
  | {
      readonly kind: 'rows';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly events?: readonly WorldEvent[];
    }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  | { readonly kind: 'ok' };

/** The few statements that the practice TiDB knows; everything else is a syntax error. */
export function answerStatement(state: WorldState, component: Component, statement: string): SqlAnswer {
  const sql = statement.trim().replace(/;\s*$/, '').replace(/\s+/g, ' ');
  const known = STATEMENTS.find(({ form }) => form.test(sql));
  if (known === undefined) return { kind: 'error', code: 1064, message: `the practice TiDB does not know: ${sql}` };
  return known.answer(state, component, sql);
}

interface Statement {
  readonly form: RegExp;
  answer(state: WorldState, component: Component, sql: string): SqlAnswer;
}

const STATEMENTS: readonly Statement[] = [
  { form: /^select version\(\)$/i, answer: (_, one) => oneValue('VERSION()', mysqlVersion(one)) },
  { form: /^select tidb_version\(\)$/i, answer: (_, one) => oneValue('tidb_version()', longVersion(one)) },
  { form: /^select 1$/i, answer: () => oneValue('1', '1') },
  { form: /^(set|use|begin|commit)\b/i, answer: () => ({ kind: 'ok' }) },
  { form: /^admin show ddl jobs( \d+)?$/i, answer: ddlJobs },
  { form: /^admin cancel ddl jobs \d+$/i, answer: (state, _, sql) => cancel(state, sql) },
];

function oneValue(column: string, value: string): SqlAnswer {
  return { kind: 'rows', columns: [column], rows: [[value]] };
}

function longVersion(component: Component): string {
  return [
    `Release Version: v${runningVersion(component)}`,
    'Git Branch: HEAD',
    'Race Enabled: false',
    'Check Table Before Drop: false',
  ].join('\n');
}

/** Jobs in the queue, then the last ten that ended (or as many as asked). 3.0 tells their end as well. */
function ddlJobs(state: WorldState, component: Component, sql: string): SqlAnswer {
  const asked = /(\d+)$/.exec(sql)?.[1];
  const jobs = [...state.ddl.jobs, ...state.ddl.finished.slice(0, asked === undefined ? 10 : Number(asked))];
  const withEnd = isThree(runningVersion(component));
  const columns = COLUMNS.filter((column) => withEnd || column !== 'END_TIME');
  return { kind: 'rows', columns, rows: jobs.map((job) => columns.map((column) => cellOf(job, column))) };
}

const COLUMNS = [
  'JOB_ID',
  'DB_NAME',
  'TABLE_NAME',
  'JOB_TYPE',
  'SCHEMA_STATE',
  'SCHEMA_ID',
  'TABLE_ID',
  'ROW_COUNT',
  'START_TIME',
  'END_TIME',
  'STATE',
] as const;

function cellOf(job: DdlJob, column: (typeof COLUMNS)[number]): string {
  switch (column) {
    case 'JOB_ID':
      return String(job.id);
    case 'DB_NAME':
      return job.db;
    case 'TABLE_NAME':
      return job.table;
    case 'JOB_TYPE':
      return job.type;
    case 'SCHEMA_STATE':
      return { running: 'write reorganization', queueing: 'none', synced: 'public', cancelled: 'none' }[job.state];
    case 'SCHEMA_ID':
      return '1';
    case 'TABLE_ID':
      return String(2 * job.id);
    case 'ROW_COUNT':
      return String(job.rowCount);
    case 'START_TIME':
      return timeCell(job.startedAt ?? job.submittedAt);
    case 'END_TIME':
      return job.endedAt === null ? '' : timeCell(job.endedAt);
    case 'STATE':
      return job.state;
  }
}

function timeCell(at: number): string {
  return `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} +0000 UTC`;
}

function cancel(state: WorldState, sql: string): SqlAnswer {
  const id = Number(/(\d+)$/.exec(sql)?.[1]);
  const isThere = state.ddl.jobs.some((job) => job.id === id);
  return {
    kind: 'rows',
    columns: ['JOB_ID', 'RESULT'],
    rows: [[String(id), isThere ? 'successful' : `error: DDL Job:${id} not found`]],
    events: isThere ? [{ actor: 'tidb-sql', type: 'ddl-cancelled', job: id }] : [],
  };
}
