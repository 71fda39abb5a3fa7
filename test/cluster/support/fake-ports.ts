import { BugError } from '../../../src/base/errors.ts';
import type { Host } from '../../../src/cluster/ports/host.ts';
import type { ClusterPorts } from '../../../src/cluster/ports/index.ts';
import type { Pd } from '../../../src/cluster/ports/pd.ts';
import type { Profile } from '../../../src/cluster/profile.ts';
import type { Fact, Probe } from '../../../src/engine/fact.ts';
import { FactTable } from '../../../src/engine/fact-table.ts';
import { readFacts } from '../../../src/engine/probing.ts';
import { FakeHost } from './fake-host.ts';
import { SETTINGS } from './sample.ts';

/** A profile with everything that an upgrade needs. */
export const PROFILE: Profile = { runbook: 'upgrade-3.0', control: null, tls: null, sql: null, ...SETTINGS };

const unasked = (what: string) => async (): Promise<never> => {
  throw new BugError(`nobody should ask ${what} here`);
};

/** Ports of which every part that is not given fails the test when it is used. */
export function fakePorts(given: {
  readonly profile?: Partial<Profile>;
  readonly control?: FakeHost;
  readonly at?: (name: string) => Host;
  readonly pd?: Partial<Pd>;
  readonly http?: ClusterPorts['http']['request'];
  readonly sql?: ClusterPorts['sql']['query'];
}): ClusterPorts {
  const control = given.control ?? new FakeHost('control');
  const pd = new Proxy(
    { answering: 'http://10.0.0.11:2379', ...given.pd },
    { get: (target, key) => (key in target ? target[key as keyof typeof target] : unasked(`PD for ${String(key)}`)) },
  ) as Pd;
  return {
    profile: { ...PROFILE, ...given.profile },
    hosts: { control, at: ({ name }) => given.at?.(name) ?? new FakeHost(name) },
    http: { request: given.http ?? unasked('HTTP') },
    sql: { query: given.sql ?? unasked('SQL') },
    pd: () => pd,
  };
}

/** Reads one fact, and what it needs, through `ports`. */
export async function probe<T>(ports: ClusterPorts, wanted: Probe<ClusterPorts, T>): Promise<Fact<T>> {
  const table = new FactTable<ClusterPorts>();
  const clock = { now: () => 1, sleep: unasked('the clock') };
  await readFacts({ ports, table, clock, signal: new AbortController().signal }, [wanted]);
  return table.of(wanted);
}

/** The same, for a fact that must be known. */
export async function value<T>(ports: ClusterPorts, wanted: Probe<ClusterPorts, T>): Promise<T> {
  const fact = await probe(ports, wanted);
  if (!fact.known) throw new Error(`${wanted.id} is not known: ${fact.why.en}`);
  return fact.value;
}
