import type { DdlJob } from '../../world/ddl-state.ts';
import { componentsOf, isListening } from '../../world/lookup.ts';
import { isThree } from '../../world/schedule-defaults.ts';
import type { Component, WorldState } from '../../world/state.ts';
import { type Answer, answered, type Exchange, notFound } from '../exchange.ts';
import { type GoValue, goJson } from '../go-json.ts';
import { gitHash } from '../go-values.ts';
import { plainMetrics } from '../tikv.ts';

/** TiDB's status port (10080). */
export function answerTidb(exchange: Exchange): Answer {
  const { state, component, request } = exchange;
  switch (request.path) {
    case '/status':
      return compact({ connections: 0, version: mysqlVersion(component), git_hash: hash(component) });
    case '/info':
      return indented({ is_owner: state.ddl.owner === component.id, ...infoOf(component) });
    case '/info/all':
      return indented(allInfo(state));
    case '/ddl/history':
      return indented(historyOf(state, request.query.get('limit')));
    case '/ddl/owner/resign':
      return resign(exchange);
    case '/metrics':
      return plainMetrics('tidb');
    default:
      return notFound();
  }
}

/** "5.7.25-TiDB-v3.0.9": what SELECT VERSION() and /status say. */
export function mysqlVersion(component: Component): string {
  const version = runningVersion(component);
  return `5.7.${isThree(version) ? 25 : 10}-TiDB-v${version}`;
}

/** The version it runs, without v; "" when it does not. */
export function runningVersion(component: Component): string {
  return component.process.state === 'running' ? component.process.version : '';
}

const LEASE = '45s';

function compact(value: GoValue): Answer {
  return answered(200, goJson(value, ''), 'application/json');
}

function indented(value: GoValue): Answer {
  return answered(200, goJson(value, ' '), 'application/json');
}

function hash(component: Component): string {
  return gitHash('tidb', runningVersion(component));
}

function infoOf(component: Component): Record<string, GoValue> {
  return {
    version: mysqlVersion(component),
    git_hash: hash(component),
    ddl_id: ddlId(component),
    ip: component.host,
    listening_port: component.port,
    status_port: component.disk.statusPort ?? 10_080,
    lease: LEASE,
  };
}

function allInfo(state: WorldState): GoValue {
  const running = componentsOf(state, 'tidb').filter((one) => isListening(one, state.now));
  const owner = running.find((one) => one.id === state.ddl.owner);
  const versions = [...new Set(running.map(mysqlVersion))];
  return {
    servers_num: running.length,
    owner_id: owner === undefined ? '' : ddlId(owner),
    is_all_server_version_consistent: versions.length === 1,
    all_servers_diff_versions: versions.length === 1 ? undefined : versions,
    all_servers_info: Object.fromEntries(running.map((one) => [ddlId(one), infoOf(one)])),
  };
}

/** A stable id in the form of a UUID. */
function ddlId(component: Component): string {
  const digits = [...component.id]
    .map((char) => char.charCodeAt(0).toString(16))
    .join('')
    .padEnd(12, '0')
    .slice(-12);
  return `7f3c5a10-2b44-4d61-9e0a-${digits}`;
}

function historyOf(state: WorldState, limit: string | null): GoValue {
  const jobs = limit === null ? state.ddl.finished : state.ddl.finished.slice(0, Number(limit));
  return jobs.map((job) => ({
    id: job.id,
    type: JOB_TYPES[job.type] ?? 0,
    schema_id: 1,
    table_id: 2 * job.id,
    state: job.state === 'cancelled' ? 3 : 6,
    err: null,
    err_count: 0,
    row_count: job.rowCount,
    raw_args: null,
    schema_state: 5,
    snapshot_ver: 0,
    start_ts: tso(job),
    dependency_id: 0,
    query: job.query,
    version: 1,
  }));
}

/** Numbers of TiDB's model.ActionType. */
const JOB_TYPES: Readonly<Record<string, number>> = {
  'create schema': 1,
  'drop schema': 2,
  'create table': 3,
  'drop table': 4,
  'add column': 5,
  'drop column': 6,
  'add index': 7,
  'drop index': 8,
};

function tso(job: DdlJob): bigint {
  return BigInt(job.startedAt ?? job.submittedAt) << 18n;
}

function resign({ component, request }: Exchange): Answer {
  if (request.method !== 'POST') return answered(400, 'This api only support POST method.');
  const { response } = indented('success!');
  return { response, events: [{ actor: 'tidb-api', type: 'ddl-owner-resigned', component: component.id }] };
}
