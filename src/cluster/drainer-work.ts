import type { Facts } from '../engine/fact.ts';
import { DRAINER_STAGES, type DrainerStage } from './actions/replace-drainer.ts';
import type { ClusterPorts } from './ports/index.ts';
import { topologyProbe } from './probes/topology.ts';
import { componentsOf } from './topology.ts';

/** One stage of one Drainer's replacement. */
export interface DrainerWork {
  /** The Drainer's inventory name. */
  readonly name: string;
  readonly stage: DrainerStage;
}

/** All stages of the first Drainer, then of the next: one Drainer is away at a time. */
export function drainerWork(
  facts: Facts<ClusterPorts>,
): readonly { readonly id: string; readonly item: DrainerWork }[] | 'later' {
  const topology = facts.value(topologyProbe);
  if (topology === undefined) return 'later';
  return componentsOf(topology, 'drainer').flatMap(({ name }) =>
    DRAINER_STAGES.map((stage) => ({ id: `${name}/${stage}`, item: { name, stage } })),
  );
}
