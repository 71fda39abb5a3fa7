import type { Json } from '../../../base/json.ts';
import { componentsOf, leaderVersion, ledBy, scheduleInForce } from '../../world/lookup.ts';
import { isThree, replicationDefaults } from '../../world/schedule-defaults.ts';
import type { Component, WorldState } from '../../world/state.ts';
import type { Answer, Exchange } from '../exchange.ts';
import type { GoValue } from '../go-json.ts';
import { clientUrl, peerUrl } from './members.ts';
import { pdJson } from './replies.ts';

/** GET /config/schedule. */
export function getSchedule({ state }: Exchange): Answer {
  return pdJson(scheduleJson(state));
}

/** GET /config/replicate. */
export function getReplication({ state }: Exchange): Answer {
  return pdJson(replicationJson(state));
}

/** GET /config/cluster-version. */
export function getClusterVersion({ state }: Exchange): Answer {
  return pdJson(state.pd.clusterVersion);
}

/** The leader's whole configuration, nested; files and addresses are the leader's own. */
export function getConfig({ state }: Exchange): Answer {
  const leader = componentsOf(state, 'pd').find((one) => one.id === ledBy(state)?.leader);
  return pdJson(leader === undefined ? null : configJson(state, leader));
}

function configJson(state: WorldState, leader: Component): GoValue {
  const newer = isThree(leaderVersion(state));
  const peers = componentsOf(state, 'pd').map((one) => `${one.name}=${peerUrl(one)}`);
  return {
    'client-urls': clientUrl(leader),
    'peer-urls': peerUrl(leader),
    'advertise-client-urls': clientUrl(leader),
    'advertise-peer-urls': peerUrl(leader),
    name: leader.name,
    'data-dir': `${leader.deployDir}/data.pd`,
    'force-new-cluster': newer ? false : undefined,
    'enable-grpc-gateway': newer ? true : undefined,
    'initial-cluster': peers.join(','),
    'initial-cluster-state': 'new',
    join: '',
    lease: 3,
    log: logJson(leader),
    'log-file': '',
    'log-level': '',
    'tso-save-interval': '3s',
    metric: { job: leader.name, address: '', interval: newer ? '15s' : '0s' },
    schedule: scheduleJson(state),
    replication: replicationJson(state),
    namespace: {},
    'pd-server': newer ? { 'use-region-storage': 'true' } : undefined,
    'cluster-version': state.pd.clusterVersion,
    'quota-backend-bytes': newer ? '0B' : '0 B',
    'auto-compaction-mode': 'periodic',
    'auto-compaction-retention-v2': '1h',
    TickInterval: '500ms',
    ElectionInterval: '3s',
    PreVote: true,
    security: { 'cacert-path': '', 'cert-path': '', 'key-path': '' },
    'label-property': {},
    WarningMsgs: null,
    'namespace-classifier': 'table',
    LeaderPriorityCheckInterval: newer ? '1m0s' : undefined,
  };
}

function logJson(leader: Component): GoValue {
  return {
    level: '',
    format: 'text',
    'disable-timestamp': false,
    file: {
      filename: `${leader.deployDir}/log/pd.log`,
      'log-rotate': true,
      'max-size': 300,
      'max-days': 0,
      'max-backups': 0,
    },
    development: false,
    'disable-caller': false,
    'disable-stacktrace': false,
    'disable-error-verbose': true,
    sampling: null,
  };
}

/** As GET /config/schedule prints it: what is in force, then the persisted schedulers. */
function scheduleJson(state: WorldState): GoValue {
  const schedulers = state.pd.schedulers.map(({ type, args }) => ({ type, args, disable: false }));
  return { ...plain(scheduleInForce(state)), 'schedulers-v2': schedulers };
}

function replicationJson(state: WorldState): GoValue {
  const defaults = Object.entries(replicationDefaults(leaderVersion(state)));
  return plain(Object.fromEntries(defaults.map(([key, value]) => [key, state.pd.replication[key] ?? value])));
}

function plain(values: Readonly<Record<string, Json>>): Record<string, GoValue> {
  return values as Record<string, GoValue>;
}
