import { ledBy } from '../../world/lookup.ts';
import type { Leadership } from '../../world/pd-state.ts';
import { isThree } from '../../world/schedule-defaults.ts';
import type { WorldState } from '../../world/state.ts';
import { type Answer, answered, type Exchange, goError, notFound } from '../exchange.ts';
import { getCluster, getClusterStatus, getPing, getStatus, getVersion } from './cluster.ts';
import { getClusterVersion, getConfig, getReplication, getSchedule } from './config.ts';
import { postConfig, postReplication, postSchedule } from './config-set.ts';
import { deleteMember, getDiagnose, getHealth, getLeader, getMembers, postResign, postTransfer } from './members.ts';
import { getOperators } from './operators.ts';
import { getRegionById, getRegions, getRegionsCheck, getRegionsOfStore, getStats } from './regions.ts';
import { pdRefusal } from './replies.ts';
import { deleteScheduler, getSchedulers, postScheduler } from './schedulers.ts';
import { deleteStore, getStore, getStores, postStoreState } from './stores.ts';

/**
 * PD's HTTP API as its member `exchange.component` answers it: by the leader's version, for a follower forwards everything.
 * Without a leader every path under /pd answers as during an election.
 */
export function answerPd(exchange: Exchange): Answer {
  const answer = exchange.request.path.startsWith('/pd/') ? underPd(exchange) : notFound();
  const times = isDoubled(exchange) ? 2 : 1;
  const headers = Object.fromEntries(Object.entries(CORS).map(([name, value]) => [name, Array(times).fill(value)]));
  return { ...answer, response: { ...answer.response, headers: { ...headers, ...answer.response.headers } } };
}

const CORS = {
  'Access-Control-Allow-Headers': 'accept, content-type, authorization',
  'Access-Control-Allow-Methods': 'POST, GET, OPTIONS, PUT, DELETE',
  'Access-Control-Allow-Origin': '*',
};

type Route = (exchange: Exchange, parameter: string) => Answer;

interface Entry {
  /** Under /pd; `*` is one segment, handed to the routes. */
  readonly path: string;
  readonly methods: Readonly<Record<string, Route>>;
  /** Answers "not bootstrapped" until the first TiKV has started. */
  readonly needsCluster?: boolean;
}

const V1 = '/pd/api/v1';

const ENTRIES: readonly Entry[] = [
  { path: '/pd/health', methods: { GET: getHealth } },
  { path: '/pd/ping', methods: { GET: getPing } },
  { path: '/pd/diagnose', methods: { GET: getDiagnose } },
  { path: `${V1}/stores`, methods: { GET: getStores }, needsCluster: true },
  {
    path: `${V1}/store/*`,
    methods: { GET: getStore, DELETE: deleteStore },
    needsCluster: true,
  },
  { path: `${V1}/store/*/state`, methods: { POST: postStoreState }, needsCluster: true },
  { path: `${V1}/schedulers`, methods: { GET: getSchedulers, POST: postScheduler }, needsCluster: true },
  { path: `${V1}/schedulers/*`, methods: { DELETE: deleteScheduler }, needsCluster: true },
  { path: `${V1}/operators`, methods: { GET: getOperators }, needsCluster: true },
  { path: `${V1}/regions`, methods: { GET: getRegions }, needsCluster: true },
  { path: `${V1}/regions/store/*`, methods: { GET: getRegionsOfStore }, needsCluster: true },
  { path: `${V1}/regions/check/*`, methods: { GET: getRegionsCheck }, needsCluster: true },
  { path: `${V1}/region/id/*`, methods: { GET: getRegionById }, needsCluster: true },
  { path: `${V1}/stats/region`, methods: { GET: getStats }, needsCluster: true },
  { path: `${V1}/config`, methods: { GET: getConfig, POST: postConfig } },
  { path: `${V1}/config/schedule`, methods: { GET: getSchedule, POST: postSchedule } },
  { path: `${V1}/config/replicate`, methods: { GET: getReplication, POST: postReplication } },
  { path: `${V1}/config/cluster-version`, methods: { GET: getClusterVersion } },
  { path: `${V1}/members`, methods: { GET: getMembers } },
  { path: `${V1}/members/name/*`, methods: { DELETE: deleteMember } },
  { path: `${V1}/leader`, methods: { GET: getLeader } },
  { path: `${V1}/leader/resign`, methods: { POST: postResign } },
  { path: `${V1}/leader/transfer/*`, methods: { POST: postTransfer } },
  { path: `${V1}/cluster`, methods: { GET: getCluster } },
  { path: `${V1}/cluster/status`, methods: { GET: getClusterStatus } },
  { path: `${V1}/status`, methods: { GET: getStatus } },
  { path: `${V1}/version`, methods: { GET: getVersion } },
];

function underPd(exchange: Exchange): Answer {
  const { state, component, request } = exchange;
  if (state.pd.leadership.state === 'electing') return duringElection(state, state.pd.leadership, component.id);
  for (const entry of ENTRIES) {
    const parameter = parameterOf(entry.path, request.path);
    if (parameter === null) continue;
    const route = entry.methods[request.method];
    if (route === undefined) return answered(405, '', null);
    if (entry.needsCluster === true && state.stores.length === 0) return pdRefusal(500, NOT_BOOTSTRAPPED);
    return route(exchange, parameter);
  }
  return notFound();
}

const NOT_BOOTSTRAPPED = 'TiKV cluster not bootstrapped, please start TiKV first';

/** The segment in the place of `*`, "" without one; null when the path is another. */
function parameterOf(pattern: string, path: string): string | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  if (!wanted.every((part, index) => (part === '*' ? given[index] !== '' : part === given[index]))) return null;
  return given[wanted.indexOf('*')] ?? '';
}

/**
 * Recorded: after a resignation the old leader has none and the others are redirected to one that is none; after the
 * leader's death redirecting to it fails until they notice; a member that has just started has no leader.
 */
function duringElection(
  state: WorldState,
  electing: Extract<Leadership, { state: 'electing' }>,
  member: string,
): Answer {
  const { cause, since, until, previous } = electing;
  const isLate = until === null || state.now - since > ((until - since) * 2) / 3;
  if (cause === 'started' || isLate || member === previous) return goError(503, 'no leader');
  return goError(500, cause === 'resign' ? 'redirect to not leader' : 'redirect failed');
}

/** 2.1 adds its own headers to those of the leader's answer that it forwards. */
function isDoubled({ state, component, request }: Exchange): boolean {
  const { process } = component;
  const isOld = process.state === 'running' && !isThree(process.version);
  const led = ledBy(state);
  return isOld && led !== null && led.leader !== component.id && request.path.startsWith('/pd/');
}
