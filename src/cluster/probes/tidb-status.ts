import { OperatorError } from '../../base/errors.ts';
import { isJsonObject, parseJson } from '../../base/json.ts';
import { type Text, text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { addressOf, type Component, componentsOf, statusUrl, type Topology } from '../topology.ts';
import { formatVersion, parseVersion } from '../versions.ts';
import { seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** What one TiDB says of itself on its status page. */
export interface TidbStatus {
  readonly name: string;
  /** host:port of SQL. */
  readonly address: string;
  /** "v2.1.19"; null when it was not told. */
  readonly version: string | null;
  readonly connections: number | null;
  /** Why nothing is known of it; null when something is. */
  readonly why: Text | null;
}

/** GET /status of every TiDB. One that does not answer is in the list with its reason. */
export const tidbStatusProbe: Probe<ClusterPorts, readonly TidbStatus[]> = {
  id: 'tidb-status',
  title: text('TiDB servers', 'TiDB 实例'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts, signal) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const tidbs = componentsOf(topology.value, 'tidb');
    const statuses = await Promise.all(tidbs.map((tidb) => statusOf(ports, topology.value, tidb, signal)));
    return seen(statuses, { kind: 'http', method: 'GET', url: urls(topology.value, tidbs) });
  },
};

async function statusOf(
  ports: ClusterPorts,
  topology: Topology,
  tidb: Component,
  signal: AbortSignal,
): Promise<TidbStatus> {
  const base = { name: tidb.name, address: addressOf(tidb) };
  const nothing = (why: Text): TidbStatus => ({ ...base, version: null, connections: null, why });
  const url = statusUrl(topology, tidb, '/status');
  if (url === null) return nothing(text('it has no status port', '未设置状态端口'));
  try {
    const answer = await ports.http.request({ method: 'GET', url, signal });
    const body = answer.status === 200 ? readObject(answer.body) : null;
    if (body === null) return nothing(text(`${url} answered ${answer.status}`, `${url} 返回 ${answer.status}`));
    const version = typeof body.version === 'string' ? parseVersion(body.version) : null;
    return {
      ...base,
      version: version && formatVersion(version),
      connections: typeof body.connections === 'number' ? body.connections : null,
      why: version ? null : text(`${url} tells no version`, `${url} 未给出版本`),
    };
  } catch (error) {
    if (error instanceof OperatorError) return nothing(error.trouble.what);
    throw error;
  }
}

function readObject(body: string) {
  try {
    const value = parseJson(body);
    return isJsonObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function urls(topology: Topology, tidbs: readonly Component[]): string {
  return tidbs.map((tidb) => statusUrl(topology, tidb, '/status') ?? tidb.name).join(', ');
}
