import type { ComponentKind, WorldHost } from './state.ts';

/** What is deployed where, before anything was upgraded. */
export interface Topology {
  readonly hosts: readonly WorldHost[];
  readonly components: readonly ComponentSpec[];
}

/** One deployed process, before it has run. */
export interface ComponentSpec {
  readonly id: string;
  readonly kind: ComponentKind;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** The status port its start script passes; null: none is passed. */
  readonly statusPort: number | null;
  readonly deployDir: string;
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
  /** PD's id of a TiKV; null for everything else. */
  readonly store: number | null;
}

const GIB = 1024 ** 3;

/**
 * The practice cluster's usual shape: 3 PD, 4 TiKV on 3 hosts (two share 10.0.0.14), 2 TiDB, Pump, Drainer, monitoring.
 * @param home the deploy user's home on a host, absolute; the same path everywhere unless a function of the host is given.
 */
export function usualTopology(home: (host: string) => string = () => '/home/tidb'): Topology {
  const hosts = ['9', '11', '12', '13', '14', '15', '16', '21', '22', '23', '24'].map((last) => `10.0.0.${last}`);
  const of = spec(home);
  return {
    hosts: hosts.map((ip) => ({
      ip,
      name: HOST_NAMES[ip] ?? ip,
      memoryBytes: (ip === '10.0.0.14' ? 128 : 64) * GIB,
      diskBytes: 1024 * GIB,
      diskFreeBytes: 640 * GIB,
    })),
    components: [
      of('pd', 'pd-1', '10.0.0.11', 2379, { name: 'pd_pd1', unit: 'pd.service' }),
      of('pd', 'pd-2', '10.0.0.12', 2379, { name: 'pd_pd2', unit: 'pd.service' }),
      of('pd', 'pd-3', '10.0.0.13', 2379, { name: 'pd_pd3', unit: 'pd.service' }),
      of('tikv', 'TiKV1-1', '10.0.0.14', 20171, { store: 1, labels: { host: 'tikv1' }, dir: 'deploy1' }),
      of('tikv', 'TiKV1-2', '10.0.0.14', 20172, { store: 4, labels: { host: 'tikv1' }, dir: 'deploy2' }),
      of('tikv', 'TiKV2-1', '10.0.0.15', 20160, { store: 5, labels: { host: 'tikv2' } }),
      of('tikv', 'TiKV3-1', '10.0.0.16', 20160, { store: 6, labels: { host: 'tikv3' } }),
      of('tidb', 'tidb-1', '10.0.0.21', 4000, { statusPort: 10080 }),
      of('tidb', 'tidb-2', '10.0.0.22', 4000, { statusPort: 10080 }),
      of('pump', 'pump-1', '10.0.0.23', 8250, { name: 'pump1:8250' }),
      of('drainer', 'drainer-1', '10.0.0.24', 8249, { name: 'drainer1:8249' }),
      of('prometheus', 'prometheus-1', '10.0.0.9', 9090, {}),
      of('pushgateway', 'pushgateway-1', '10.0.0.9', 9091, {}),
      of('alertmanager', 'alertmanager-1', '10.0.0.9', 9093, {}),
      of('grafana', 'grafana-1', '10.0.0.9', 3000, {}),
    ],
  };
}

const HOST_NAMES: Readonly<Record<string, string>> = {
  '10.0.0.9': 'control',
  '10.0.0.11': 'pd1',
  '10.0.0.12': 'pd2',
  '10.0.0.13': 'pd3',
  '10.0.0.14': 'tikv1',
  '10.0.0.15': 'tikv2',
  '10.0.0.16': 'tikv3',
  '10.0.0.21': 'tidb1',
  '10.0.0.22': 'tidb2',
  '10.0.0.23': 'pump1',
  '10.0.0.24': 'drainer1',
};

interface Particulars {
  readonly name?: string;
  readonly unit?: string;
  readonly statusPort?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly store?: number;
  readonly dir?: string;
}

function spec(home: (host: string) => string) {
  return (kind: ComponentKind, id: string, host: string, port: number, more: Particulars): ComponentSpec => ({
    id,
    kind,
    name: more.name ?? id,
    host,
    port,
    statusPort: more.statusPort ?? null,
    deployDir: `${home(host)}/${more.dir ?? 'deploy'}`,
    unit: more.unit ?? `${kind}-${port}.service`,
    labels: more.labels ?? {},
    store: more.store ?? null,
  });
}
