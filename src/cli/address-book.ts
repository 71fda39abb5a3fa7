import type { HostAddress } from '../cluster/ports/host.ts';
import type { ClusterPorts } from '../cluster/ports/index.ts';
import { topologyProbe } from '../cluster/probes/topology.ts';
import { FactTable } from '../engine/fact-table.ts';
import type { Clock } from '../engine/ports.ts';
import { readFacts } from '../engine/probing.ts';

/** Finds a host's address by its inventory name, in the inventory as it is now; null when it is not there. */
export function addressBook(ports: ClusterPorts, clock: Clock): (name: string) => Promise<HostAddress | null> {
  const table = new FactTable<ClusterPorts>();
  const { signal } = new AbortController();
  return async (name) => {
    await readFacts({ ports, table, clock, signal }, [topologyProbe]);
    const components = table.value(topologyProbe)?.components ?? [];
    return components.find(({ host }) => host.name === name)?.host ?? null;
  };
}
