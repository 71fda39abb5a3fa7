import type { Instant } from '../../../src/base/duration.ts';
import { createWorld } from '../../../src/practice/world/create.ts';
import type { ComponentKind, WorldState } from '../../../src/practice/world/state.ts';
import type { ComponentSpec } from '../../../src/practice/world/topology.ts';

const TIB = 1024 ** 4;

/** A world like the one that was recorded: PDs and three TiKVs, nothing else. */
export function recordedWorld(options: {
  readonly version: string;
  readonly startsAt: Instant;
  readonly pds: number;
  readonly regions: number;
  readonly labelled: boolean;
  readonly bootstrapped?: boolean;
  readonly seed?: number;
}): WorldState {
  const pds = Array.from({ length: options.pds }, (_, index) =>
    spec('pd', `pd${index + 1}`, `10.0.2.${index + 1}`, 2379),
  );
  const tikvs = [1, 2, 3].map((id) => ({
    ...spec('tikv', `tikv${id}`, `10.0.1.${id}`, 20160),
    store: id,
    labels: options.labelled ? { zone: `z${id}`, host: `tikv${id}` } : ({} as Record<string, string>),
  }));
  const components = [...pds, ...tikvs];
  return createWorld({
    seed: options.seed ?? 7,
    startsAt: options.startsAt,
    version: options.version,
    topology: {
      components,
      hosts: components.map(({ host }) => ({
        ip: host,
        name: host,
        memoryBytes: TIB,
        diskBytes: 16 * TIB,
        diskFreeBytes: 15 * TIB,
      })),
    },
    replication: { 'location-labels': '' },
    regions: { count: options.regions, empty: 0, small: 0 },
    bootstrapped: options.bootstrapped ?? true,
  });
}

function spec(kind: ComponentKind, id: string, host: string, port: number): ComponentSpec {
  const unit = `${kind}-${port}.service`;
  const deployDir = '/home/tidb/deploy';
  return { id, kind, name: id, host, port, statusPort: null, deployDir, unit, labels: {}, store: null };
}
