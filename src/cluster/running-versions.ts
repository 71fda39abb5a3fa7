import type { Fact, Facts } from '../engine/fact.ts';
import type { ClusterPorts } from './ports/index.ts';
import { pdVersionsProbe } from './probes/pd-versions.ts';
import { storesProbe } from './probes/stores.ts';
import { tidbStatusProbe } from './probes/tidb-status.ts';
import { topologyProbe } from './probes/topology.ts';
import { componentAt } from './topology.ts';
import { formatVersion, parseVersion } from './versions.ts';

/** The version of one component as it was told. */
export interface RunningVersion {
  readonly kind: 'PD' | 'TiKV' | 'TiDB';
  /** Inventory name, or the address where the inventory has none for it. */
  readonly name: string;
  /** "v2.1.19"; null: not known. */
  readonly version: string | null;
}

/** What {@link runningVersions} rests on. */
export const runningVersionsProbes = [topologyProbe, pdVersionsProbe, storesProbe, tidbStatusProbe] as const;

/** The versions of all PDs, TiKVs (tombstones aside) and TiDBs, and the facts that told them. */
export function runningVersions(facts: Facts<ClusterPorts>): {
  readonly versions: readonly RunningVersion[];
  readonly rests: readonly Fact<unknown>[];
} {
  const topology = facts.value(topologyProbe);
  const stores = (facts.value(storesProbe) ?? []).filter((store) => store.state !== 'Tombstone');
  const versions: RunningVersion[] = [
    ...(facts.value(pdVersionsProbe) ?? []).map(({ name, version }) => ({ kind: 'PD' as const, name, version })),
    ...stores.map((store) => ({
      kind: 'TiKV' as const,
      name: (topology && componentAt(topology, store.address)?.name) ?? store.address,
      version: normal(store.version),
    })),
    ...(facts.value(tidbStatusProbe) ?? []).map(({ name, version }) => ({ kind: 'TiDB' as const, name, version })),
  ];
  return { versions, rests: [facts.of(pdVersionsProbe), facts.of(storesProbe), facts.of(tidbStatusProbe)] };
}

function normal(source: string): string | null {
  const version = parseVersion(source);
  return version && formatVersion(version);
}
