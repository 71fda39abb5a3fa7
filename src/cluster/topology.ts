import type { HostAddress } from './ports/host.ts';

/** What a component does in the cluster. */
export type ComponentKind =
  | 'pd'
  | 'tikv'
  | 'tidb'
  | 'pump'
  | 'drainer'
  | 'prometheus'
  | 'grafana'
  | 'alertmanager'
  | 'spark-master'
  | 'spark-slave';

/** One instance of a component, as the inventory places it. */
export interface Component {
  readonly kind: ComponentKind;
  /** The inventory name: what `-l` takes. */
  readonly name: string;
  readonly host: HostAddress;
  /** The port it serves on; null where the inventory says nothing of one (Spark). */
  readonly port: number | null;
  /** The port of its status page; null when it has none, or none is set. */
  readonly statusPort: number | null;
  readonly deployDir: string;
  /** TiKV's location labels, `host=tikv1`; empty when there are none. */
  readonly labels: Readonly<Record<string, string>>;
}

/** How the deployed services are kept running. */
export type Supervision = 'systemd' | 'supervise';

/** The cluster as one tree describes it. */
export interface Topology {
  readonly clusterName: string | null;
  /** The management user, `ansible_user`; "tidb" unless the inventory says otherwise. */
  readonly user: string;
  readonly tidbVersion: string | null;
  readonly supervision: Supervision;
  readonly binlog: boolean;
  readonly tls: boolean;
  readonly locationLabels: readonly string[];
  readonly components: readonly Component[];
}

/** Components of one kind, in the order of the inventory. */
export function componentsOf(topology: Topology, kind: ComponentKind): readonly Component[] {
  return topology.components.filter((component) => component.kind === kind);
}

/** `10.0.0.14:20160`: how PD names a store, and where to connect. */
export function addressOf(component: Component): string {
  return component.port === null ? component.host.address : `${component.host.address}:${component.port}`;
}

/** The client URLs of all PDs: `http://10.0.0.11:2379`. */
export function pdUrls(topology: Topology): readonly string[] {
  return componentsOf(topology, 'pd').map((pd) => `${scheme(topology)}://${addressOf(pd)}`);
}

/**
 * The address of a component's status page with `path`; null when it has no status port.
 * TiKV 3.0.9 serves its page without TLS in a TLS cluster too.
 */
export function statusUrl(topology: Topology, component: Component, path: string): string | null {
  if (component.statusPort === null) return null;
  return `${component.kind === 'tikv' ? 'http' : scheme(topology)}://${component.host.address}:${component.statusPort}${path}`;
}

/** The machines of some components, each once, with the components on it. Two names of one address are one machine. */
export function machinesOf(
  components: readonly Component[],
): readonly { readonly host: HostAddress; readonly components: readonly Component[] }[] {
  const byAddress = Map.groupBy(components, (component) => component.host.address);
  return [...byAddress.values()].map((there) => ({ host: (there[0] as Component).host, components: there }));
}

/** The component that PD calls `address`, or undefined. */
export function componentAt(topology: Topology, address: string): Component | undefined {
  return topology.components.find((component) => addressOf(component) === address);
}

function scheme(topology: Topology): 'http' | 'https' {
  return topology.tls ? 'https' : 'http';
}
