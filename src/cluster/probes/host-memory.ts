import { OperatorError } from '../../base/errors.ts';
import { type Text, text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { Host } from '../ports/host.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { componentsOf, machinesOf } from '../topology.ts';
import { seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** Memory of one machine that TiKV runs on. */
export interface HostMemory {
  /** The inventory name of its first TiKV. */
  readonly host: string;
  readonly address: string;
  /** Inventory names of all TiKVs there. */
  readonly instances: readonly string[];
  readonly memoryBytes: number | null;
  /** Why it is not known; null when it is. */
  readonly why: Text | null;
}

const FREE = ['free', '-b'];

/** Memory of every TiKV machine, with its instances: what block-cache.capacity is worked out from. */
export const hostMemoryProbe: Probe<ClusterPorts, readonly HostMemory[]> = {
  id: 'host-memory',
  title: text('Memory of the TiKV hosts', 'TiKV 主机内存'),
  shelfLifeMs: 600_000,
  needs: [topologyProbe],
  async read({ hosts }, facts) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const found: HostMemory[] = [];
    for (const { host, components } of machinesOf(componentsOf(topology.value, 'tikv'))) {
      const memory = await memoryOf(hosts.at(host));
      const instances = components.map((component) => component.name);
      found.push({ host: host.name, address: host.address, instances, ...memory });
    }
    return seen(found, { kind: 'derived', from: found.map(({ host }) => `${host}: ${FREE.join(' ')}`) });
  },
};

async function memoryOf(host: Host): Promise<Pick<HostMemory, 'memoryBytes' | 'why'>> {
  try {
    const { stdout } = await host.run(FREE, { env: { LC_ALL: 'C' } });
    const total = /^Mem:\s+(\d+)/m.exec(stdout)?.[1];
    return total === undefined
      ? { memoryBytes: null, why: text('`free -b` tells no total', '`free -b` 未给出内存总量') }
      : { memoryBytes: Number(total), why: null };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { memoryBytes: null, why: error.trouble.what };
  }
}
