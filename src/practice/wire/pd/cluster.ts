import { componentOf, leaderVersion, ledBy } from '../../world/lookup.ts';
import { isThree } from '../../world/schedule-defaults.ts';
import { type Answer, answered, type Exchange } from '../exchange.ts';
import { gitHash, goTime } from '../go-values.ts';
import { pdJson } from './replies.ts';

/** GET /cluster. */
export function getCluster({ state }: Exchange): Answer {
  const peers = state.pd.replication['max-replicas'];
  return pdJson({ id: BigInt(state.pd.clusterId), max_peer_count: typeof peers === 'number' ? peers : 3 });
}

/** GET /cluster/status; 2.1 does not tell whether it is initialised. */
export function getClusterStatus({ state }: Exchange): Answer {
  const at = state.pd.bootstrappedAt;
  const time = at === null ? '0001-01-01T00:00:00Z' : goTime(at);
  const isInitialized = state.regions.length > 0;
  const newer = isThree(leaderVersion(state));
  return pdJson({ raft_bootstrap_time: time, is_initialized: newer ? isInitialized : undefined });
}

/** Always "1.0.0", whatever runs: the build is in /status. */
export function getVersion(): Answer {
  return pdJson({ version: '1.0.0' });
}

/** The leader's build, also when a follower is asked. */
export function getStatus({ state }: Exchange): Answer {
  const led = ledBy(state);
  const process = led === null ? null : componentOf(state, led.leader).process;
  const version = process?.state === 'running' ? process.version : '';
  return pdJson({ build_ts: '2020-01-14 00:00:00', git_hash: gitHash('pd', version) });
}

/** GET /pd/ping: nothing. */
export function getPing(): Answer {
  return answered(200, '', null);
}
