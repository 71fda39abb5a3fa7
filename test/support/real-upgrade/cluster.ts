import { randomInt } from 'node:crypto';
import type { ComponentKind } from '../../../src/practice/world/state.ts';
import type { ComponentSpec, Topology } from '../../../src/practice/world/topology.ts';

/** A component of the loopback cluster: as the world knows it, with the line that its inventory group has of it. */
export interface Placed extends ComponentSpec {
  readonly group: string;
  readonly line: string;
  /** Its program in `<deploy_dir>/bin`. */
  readonly program: string;
}

/** A cluster whose hosts are all this machine, at loopback addresses of its own. */
export interface LoopbackCluster {
  readonly topology: Topology;
  readonly placed: readonly Placed[];
}

/** 3 PD, 4 TiKV (two share a host), TiDB, Pump, Drainer, Prometheus. */
export function wholeCluster(root: string): LoopbackCluster {
  const place = placing(root);
  return clusterOf([
    ...[2379, 2381, 2383].map((port, index) => place.pd(11 + index, port)),
    place.tikv('TiKV1-1', 14, 20161),
    place.tikv('TiKV1-2', 14, 20162),
    place.tikv('TiKV2-1', 15, 20163),
    place.tikv('TiKV3-1', 16, 20164),
    place.plain('tidb', 21, 4001, { statusPort: 10081, more: 'tidb_port=4001 tidb_status_port=10081' }),
    place.plain('pump', 23, 8250, { id: 'pump1' }),
    place.plain('drainer', 24, 8249, { id: 'drainer1' }),
    place.plain('prometheus', 9, 9090, { id: 'prometheus' }),
  ]);
}

/** One PD, three TiKV, one TiDB. */
export function smallCluster(root: string): LoopbackCluster {
  const place = placing(root);
  return clusterOf([
    place.pd(11, 2379),
    place.tikv('TiKV1-1', 14, 20161),
    place.tikv('TiKV2-1', 15, 20162),
    place.tikv('TiKV3-1', 16, 20163),
    place.plain('tidb', 21, 4000, { statusPort: 10080 }),
  ]);
}

/** Addresses that hardly another run of these tests uses: all of 127.0.0.0/8 is this machine. */
function placing(root: string) {
  const net = `127.${randomInt(1, 255)}.${randomInt(1, 255)}`;
  const put = (spec: Omit<Placed, 'deployDir' | 'line' | 'group' | 'program'>, alias: string): Placed => {
    const deployDir = `${root}/hosts/${spec.id}`;
    const line = `${spec.id} ${alias} deploy_dir=${deployDir}`.replace(/ +/g, ' ');
    return { ...spec, deployDir, group: GROUPS[spec.kind], program: PROGRAMS[spec.kind] ?? spec.kind, line };
  };
  const plain = (kind: ComponentKind, last: number, port: number, how: Particulars = {}): Placed => {
    const host = `${net}.${last}`;
    const id = how.id ?? host;
    const unit = how.unit ?? `${kind}-${port}.service`;
    const { statusPort = null, more = '' } = how;
    const spec = { id, kind, name: id, host, port, statusPort, unit, labels: {}, store: null };
    return put(spec, how.id === undefined ? more : `ansible_host=${host}`);
  };
  return {
    plain,
    pd: (last: number, port: number) =>
      plain('pd', last, port, { unit: 'pd.service', more: `pd_client_port=${port} pd_peer_port=${port + 1}` }),
    tikv(id: string, last: number, port: number): Placed {
      const host = `${net}.${last}`;
      const label = id.replace(/-\d+$/, '').toLowerCase();
      const unit = `tikv-${port}.service`;
      const store = port - 20_160;
      const labels = { host: label };
      const spec = { id, kind: 'tikv', name: id, host, port, statusPort: null, unit, labels, store } as const;
      return put(spec, `ansible_host=${host} tikv_port=${port} labels="host=${label}"`);
    },
  };
}

interface Particulars {
  readonly id?: string;
  readonly unit?: string;
  readonly statusPort?: number;
  /** Variables of its inventory line. */
  readonly more?: string;
}

function clusterOf(placed: readonly Placed[]): LoopbackCluster {
  const ips = [...new Set(placed.map(({ host }) => host))];
  const GIB = 1024 ** 3;
  const hosts = ips.map((ip) => ({
    ip,
    name: ip,
    memoryBytes: 64 * GIB,
    diskBytes: 1024 * GIB,
    diskFreeBytes: 640 * GIB,
  }));
  return { topology: { hosts, components: placed }, placed };
}

const GROUPS: Readonly<Record<ComponentKind, string>> = {
  pd: 'pd_servers',
  tikv: 'tikv_servers',
  tidb: 'tidb_servers',
  pump: 'pump_servers',
  drainer: 'drainer_servers',
  prometheus: 'monitoring_servers',
  grafana: 'grafana_servers',
  alertmanager: 'alertmanager_servers',
  pushgateway: 'monitoring_servers',
};

const PROGRAMS: Partial<Readonly<Record<ComponentKind, string>>> = {
  pd: 'pd-server',
  tikv: 'tikv-server',
  tidb: 'tidb-server',
};
