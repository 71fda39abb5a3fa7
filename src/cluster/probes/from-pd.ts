import type { Facts, Reading } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import type { Pd } from '../ports/pd.ts';
import { pdUrls } from '../topology.ts';
import { seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** Reads one thing from the PDs of the cluster's topology. `path` is what is asked, "/pd/api/v1/stores", for the source. */
export async function readFromPd<T>(
  ports: ClusterPorts,
  facts: Facts<ClusterPorts>,
  path: string,
  ask: (pd: Pd) => Promise<T>,
): Promise<Reading<T>> {
  const topology = facts.of(topologyProbe);
  if (!topology.known) return unseenFor(topology);
  const pd = ports.pd(pdUrls(topology.value));
  const value = await ask(pd);
  return seen(value, { kind: 'http', method: 'GET', url: `${pd.answering}${path}` });
}
