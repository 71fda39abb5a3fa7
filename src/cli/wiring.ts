import { scaledClock, systemClock } from '../adapters/clock.ts';
import { clusterLock } from '../adapters/cluster-lock.ts';
import type { ConnectionState } from '../adapters/control-host.ts';
import { createDoer } from '../adapters/doer.ts';
import { clusterHosts } from '../adapters/hosts.ts';
import { tunnelHttp } from '../adapters/http.ts';
import { openJobs } from '../adapters/jobs/jobs.ts';
import { openLocalHost } from '../adapters/local/local-host.ts';
import { pdClient } from '../adapters/pd.ts';
import { secretRegistry } from '../adapters/secrets.ts';
import { tunnelSql } from '../adapters/sql.ts';
import { noConfig, userConfig } from '../adapters/ssh/config/target.ts';
import { openSshHost } from '../adapters/ssh/ssh-host.ts';
import type { Ask } from '../cluster/ports/ask.ts';
import type { Http } from '../cluster/ports/http.ts';
import type { ClusterPorts } from '../cluster/ports/index.ts';
import type { Pd } from '../cluster/ports/pd.ts';
import type { Clock, Doer, Lock } from '../engine/ports.ts';
import { addressBook } from './address-book.ts';
import type { Call } from './call.ts';
import { controlDir, secretsOfTrees, tlsMaterial } from './control-files.ts';
import type { LoadedProfile } from './profile.ts';
import { sqlLogin } from './sql-login.ts';
import { terminalAsk } from './terminal-ask.ts';

/** A cluster and its control machine, reached: everything that a runbook and the engine work through. */
export interface OpenCluster {
  readonly ports: ClusterPorts;
  readonly clock: Clock;
  readonly doer: Doer;
  readonly lock: Lock;
  /** How the control machine is reached, for the screen. */
  readonly where: string;
  /** Hears when the connection to it is lost and when it is back. */
  onConnection(listener: (state: ConnectionState) => void): void;
  secrets(): readonly string[];
  close(): Promise<void>;
}

/**
 * Reaches the cluster of a profile. The only place where adapters, ports and engine meet.
 * @throws OperatorError when the control machine cannot be reached.
 */
export async function openCluster(
  call: Call,
  { profile, clock: scale }: LoadedProfile,
  ask: Ask = terminalAsk(call),
): Promise<OpenCluster> {
  const clock = scale ? scaledClock({ ...scale, startedAt: scale.startedAt ?? scale.origin }) : systemClock();
  const control = profile.control
    ? await openSshHost(profile.control, ask, scale ? noConfig() : userConfig())
    : openLocalHost();
  const secrets = secretRegistry();
  const { tls } = profile;
  const http = tunnelHttp(control, tls ? { tls: () => tlsMaterial(control, tls) } : {});
  const ports: ClusterPorts = {
    profile,
    hosts: clusterHosts(control),
    http,
    sql: tunnelSql(control, sqlLogin(profile, ask, secrets)),
    pd: pdClients(http),
  };
  const close = async () => {
    await http.close();
    await control.close();
  };
  try {
    secrets.add(...(await secretsOfTrees(control, profile)));
    const directory = await controlDir(control);
    const jobs = {
      control,
      jobs: openJobs(control, { directory: `${directory}/jobs` }),
      directory: `${directory}/jobs`,
    };
    return {
      ports,
      clock,
      doer: createDoer({ ...jobs, hosts: ports.hosts, http, sql: ports.sql, addressOf: addressBook(ports, clock) }),
      lock: clusterLock(control, { directory: `${directory}/locks`, cluster: profile.cluster }),
      where: control.where,
      onConnection: control.onState,
      secrets: () => secrets.list(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The same list gives the same client, so that it goes on with the member that answered last. */
function pdClients(http: Http): (urls: readonly string[]) => Pd {
  const clients = new Map<string, Pd>();
  return (urls) => {
    const key = urls.join(' ');
    const client = clients.get(key) ?? pdClient(http, urls);
    clients.set(key, client);
    return client;
  };
}
