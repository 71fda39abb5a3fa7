import type { Instant } from '../../base/duration.ts';
import type { Json } from '../../base/json.ts';
import { leadNow } from './leadership.ts';
import { startRegions } from './regions.ts';
import { drawing } from './rng.ts';
import { sampleOf } from './samples.ts';
import { replicationDefaults, scheduleDefaults } from './schedule-defaults.ts';
import type { Component, Store, WorldState } from './state.ts';
import { type ComponentSpec, type Topology, usualTopology } from './topology.ts';

/** What a world begins with. */
export interface WorldOptions {
  /** Same seed, same world. */
  readonly seed: number;
  readonly startsAt: Instant;
  /** What is installed and runs, without v. Default 2.1.19. */
  readonly version?: string;
  /** Default: usualTopology(). */
  readonly topology?: Topology;
  readonly clusterName?: string;
  /** Persisted in PD over the version's defaults, e.g. a short split-merge-interval. */
  readonly schedule?: Readonly<Record<string, Json>>;
  readonly replication?: Readonly<Record<string, Json>>;
  /** Default 900, of which 240 are empty and 160 small (up to 18 MiB). */
  readonly regions?: { readonly count: number; readonly empty: number; readonly small: number };
  /** false: no TiKV has ever started and PD knows nothing. Default true. */
  readonly bootstrapped?: boolean;
}

const DAY_MS = 86_400_000;
const DEFAULT_REGIONS = { count: 900, empty: 240, small: 160 };

/** A world in which everything has run well for some days; its first PD leads and is ready. */
export function createWorld(options: WorldOptions): WorldState {
  const { seed, startsAt } = options;
  const version = options.version ?? '2.1.19';
  const topology = options.topology ?? usualTopology();
  const bootstrapped = options.bootstrapped ?? true;
  const random = drawing(seed);
  const since = startsAt - 12 * DAY_MS - random.below(DAY_MS);
  const stores = bootstrapped ? topology.components.flatMap((spec) => storeOf(spec, version, since)) : [];
  const components = topology.components.map((spec) =>
    componentOf(spec, { version, since, started: bootstrapped || spec.kind === 'pd' }),
  );
  const regions = bootstrapped ? startRegions(stores, { ...(options.regions ?? DEFAULT_REGIONS), random }) : [];
  const bigId = () => `${6_900_000_000_000_000 + random.below(900_000_000_000_000)}${100 + random.below(900)}`;
  const pds = topology.components.filter((spec) => spec.kind === 'pd');
  const unled: WorldState = {
    format: 1,
    now: startsAt,
    ticks: 0,
    startedAt: startsAt,
    rng: 0,
    clusterName: options.clusterName ?? 'test-cluster',
    hosts: topology.hosts,
    components,
    pd: {
      clusterId: bigId(),
      memberIds: Object.fromEntries(pds.map((spec) => [spec.id, bigId()])),
      bootstrappedAt: bootstrapped ? since : null,
      clusterVersion: bootstrapped ? version : '0.0.0',
      leadership: { state: 'electing', since, until: since, previous: null, next: null, cause: 'started' },
      schedule: { ...scheduleDefaults(version), ...options.schedule },
      replication: { ...replicationDefaults(version), 'location-labels': 'host', ...options.replication },
      schedulers: ['balance-region', 'balance-leader', 'hot-region', 'label'].map((type) => ({ type, args: null })),
    },
    stores,
    regions,
    ddl: {
      owner: topology.components.find((spec) => spec.kind === 'tidb' && bootstrapped)?.id ?? null,
      nextJobId: 60 + random.below(40),
      jobs: [],
      finished: [],
    },
    faults: [],
    samples: [],
    history: [],
    credit: { leader: 0, merge: 0 },
  };
  const led = leadNow({ ...unled, rng: random.state() }, pds[0]?.id ?? '', since);
  return { ...led, samples: [sampleOf(led)], history: [] };
}

function storeOf(spec: ComponentSpec, version: string, startedAt: Instant): Store[] {
  if (spec.store === null) return [];
  const address = `${spec.host}:${spec.port}`;
  return [{ id: spec.store, component: spec.id, address, version, labels: spec.labels, state: 'Up', startedAt }];
}

function componentOf(
  spec: ComponentSpec,
  how: { readonly version: string; readonly since: Instant; readonly started: boolean },
): Component {
  const { version, since } = how;
  return {
    id: spec.id,
    kind: spec.kind,
    name: spec.name,
    host: spec.host,
    port: spec.port,
    deployDir: spec.deployDir,
    binary: `${spec.deployDir}/bin/${BINARIES[spec.kind] ?? spec.kind}`,
    disk: { version, statusPort: spec.statusPort, labels: spec.labels, units: [spec.unit] },
    process: how.started
      ? {
          state: 'running',
          version,
          statusPort: spec.statusPort,
          unit: spec.unit,
          since,
          listensAt: since,
          statusPage: spec.statusPort === null ? 'none' : 'served',
        }
      : { state: 'stopped', since, how: 'never-started' },
  };
}

const BINARIES: Readonly<Record<string, string>> = {
  pd: 'pd-server',
  tikv: 'tikv-server',
  tidb: 'tidb-server',
  grafana: 'grafana-server',
};
