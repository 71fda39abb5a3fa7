import { createDoer } from '../../src/adapters/doer.ts';
import { unreachable } from '../../src/adapters/host-trouble.ts';
import { pdClient } from '../../src/adapters/pd.ts';
import { addressBook } from '../../src/cli/address-book.ts';
import type { Http } from '../../src/cluster/ports/http.ts';
import type { ClusterPorts } from '../../src/cluster/ports/index.ts';
import type { Pd } from '../../src/cluster/ports/pd.ts';
import type { Sql } from '../../src/cluster/ports/sql.ts';
import type { Profile } from '../../src/cluster/profile.ts';
import type { Clock, Doer, Lock, LockHolder } from '../../src/engine/ports.ts';
import { clusterOver } from '../../src/practice/control/cluster.ts';
import { controlPaths, homesUnder } from '../../src/practice/control/homes.ts';
import { livingWorld } from '../../src/practice/control/living-world.ts';
import { seedHomes } from '../../src/practice/control/seed-homes.ts';
import { firstWorld, practiceTopology } from '../../src/practice/scenarios/first-world.ts';
import { findScenario } from '../../src/practice/scenarios/registry.ts';
import { HANDLERS } from '../../src/practice/wire/endpoints.ts';
import { answerStatement } from '../../src/practice/wire/tidb/statements.ts';
import type { World } from '../../src/practice/wire/world-handle.ts';
import { openPorts } from '../../src/practice/world/lookup.ts';
import type { WorldState } from '../../src/practice/world/state.ts';
import { memoryClock } from './memory-clock.ts';
import { type MemoryFile, memoryFiles } from './memory-files.ts';
import { memoryHosts, playCommand } from './memory-hosts.ts';
import { type MemoryJob, memoryJobs } from './memory-jobs.ts';

/** A moment of a practice in memory: plain data that another one can begin from. */
export interface MemorySnapshot {
  readonly world: WorldState;
  readonly files: ReadonlyMap<string, MemoryFile>;
  readonly jobs: ReadonlyMap<string, MemoryJob>;
  /** Names of the jobs that ran at that moment. */
  readonly running: readonly string[];
  readonly lock: LockHolder | null;
  readonly calls: readonly MemoryCall[];
}

/** One HTTP request or statement that came over the ports, as the servers' access log has them. */
export interface MemoryCall {
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly status: number;
}

/** A practice cluster without processes, sockets and real time. */
export interface MemoryPractice {
  readonly ports: ClusterPorts;
  readonly clock: Clock;
  readonly doer: Doer;
  readonly lock: Lock;
  readonly profile: Profile;
  readonly files: ReadonlyMap<string, MemoryFile>;
  /** The same as the servers' access log. */
  readonly calls: readonly MemoryCall[];
  world(): World;
  snapshot(): MemorySnapshot;
}

const ROOT = '/practice';
const STARTS_AT = Date.UTC(2026, 0, 1, 9, 0, 0);

/**
 * A practice in memory. `from`: goes on from a snapshot; a job that ran then has ended meanwhile, as it would while
 * nobody follows it: everything is as it was at its end.
 */
export function memoryPractice(
  options: { readonly scenario?: string; readonly seed?: number; readonly from?: MemorySnapshot } = {},
): MemoryPractice {
  const homes = homesUnder(ROOT);
  const topology = practiceTopology(homes);
  const scenario = findScenario(options.scenario ?? 'upgrade-3.0');
  if (!scenario) throw new Error(`no scenario ${options.scenario}`);
  const from = options.from && afterItsJobs(options.from);
  const state = from?.world ?? firstWorld(scenario, { seed: options.seed ?? 1, startsAt: STARTS_AT, topology });
  const clock = memoryClock(state.now);
  const files = memoryFiles(from?.files ?? seeded());
  const jobs = new Map(from?.jobs);
  const calls: MemoryCall[] = [...(from?.calls ?? [])];
  const lock = memoryLock(from?.lock ?? null);
  const world = livingWorld({ state, now: clock.now });
  const cluster = clusterOver(world, HANDLERS);
  const parts = { files, cluster, homes, clock };
  const hosts = memoryHosts(parts);

  const snapshot = (): MemorySnapshot => ({
    world: world.read(),
    files: new Map(files.all),
    jobs: new Map(jobs),
    running: [...jobs.values()].filter((job) => job.exit === null).map((job) => job.spec.name),
    lock: lock.held(),
    calls: [...calls],
  });
  const http: Http = {
    request: async ({ method, url, body }) => {
      const { host, pathname, search } = new URL(url);
      const answer = await cluster.call(host, {
        method,
        path: pathname + search,
        ...(body === undefined ? {} : { body }),
      });
      if (answer === null) throw unreachable(host, { host: 'control', seen: 'connection refused' });
      calls.push({
        at: clock.now(),
        method,
        url,
        body: body === undefined ? '' : JSON.stringify(body),
        status: answer.status,
      });
      return answer;
    },
  };
  const sql = memorySql(world, calls);
  const profile = profileOf();
  const clients = new Map<string, Pd>();
  const ports: ClusterPorts = {
    profile,
    hosts,
    http,
    sql,
    pd: (urls) => {
      const client = clients.get(urls.join(' ')) ?? pdClient(http, urls);
      clients.set(urls.join(' '), client);
      return client;
    },
  };
  const directory = `${controlPaths(homes).home}/.belay/jobs`;
  const runner = memoryJobs({
    jobs,
    directory,
    files,
    clock,
    play: ({ argv, cwd, env }, signal) => playCommand(parts, { host: homes.control, argv, cwd, env, signal }),
    onEnd: (job) => {
      job.atEnd = snapshot();
    },
  });
  const addressOf = addressBook(ports, clock);
  const doer = createDoer({ control: hosts.control, jobs: runner, directory, hosts, http, sql, addressOf });
  return { ports, clock, doer, lock, profile, files: files.all, calls, world: () => world, snapshot };
}

function seeded(): ReadonlyMap<string, MemoryFile> {
  const homes = homesUnder(ROOT);
  return new Map(
    seedHomes(homes, practiceTopology(homes)).map(({ path, content, mode }) => [path, { content, mode }] as const),
  );
}

function profileOf(): Profile {
  const { oldTree, newTree, remote, backupDir } = controlPaths(homesUnder(ROOT));
  return {
    runbook: 'upgrade-3.0',
    cluster: 'test-cluster',
    control: null,
    oldTree,
    newTree,
    target: 'v3.0.9',
    source: remote,
    backupDir,
    tls: null,
    sql: null,
  };
}

/** A playbook goes on while nobody follows it: whoever comes back finds everything as it was at its end. */
function afterItsJobs(snapshot: MemorySnapshot): MemorySnapshot {
  const [name] = snapshot.running;
  if (name === undefined) return snapshot;
  const { atEnd } = snapshot.jobs.get(name) ?? { atEnd: null };
  if (atEnd === null) throw new Error(`${name} still runs: let it end before going on from this snapshot`);
  return afterItsJobs(atEnd);
}

function memoryLock(first: LockHolder | null): Lock & { held(): LockHolder | null } {
  let holder = first;
  return {
    take: async (who) => {
      if (holder !== null && holder.run !== who.run) return { heldBy: holder, alive: false };
      holder = who;
      return null;
    },
    takeOver: async (who) => {
      holder = who;
    },
    release: async (who) => {
      if (holder?.run === who.run) holder = null;
    },
    held: () => holder,
  };
}

function memorySql(world: World, calls: MemoryCall[]): Sql {
  return {
    query: async (address, statement) => {
      const state = world.read();
      const [host, port] = address.split(':');
      const tidb = state.components.find(
        (one) => one.kind === 'tidb' && one.host === host && openPorts(one, state.now).includes(Number(port)),
      );
      if (!tidb) throw unreachable(address, { host: 'control', seen: 'connection refused' });
      const answer = answerStatement(state, tidb, statement);
      const status = answer.kind === 'error' ? answer.code : 0;
      calls.push({ at: state.now, method: 'QUERY', url: address, body: statement, status });
      if (answer.kind === 'error') throw unreachable(address, { host: 'control', seen: answer.message });
      if (answer.kind === 'ok') return [];
      for (const event of answer.events ?? []) world.apply(event);
      return answer.rows.map((row) =>
        Object.fromEntries(answer.columns.map((column, index) => [column, row[index] ?? null])),
      );
    },
  };
}
