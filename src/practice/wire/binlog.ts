import type { WorldEvent } from '../world/events.ts';
import { componentsOf, isListening } from '../world/lookup.ts';
import type { Component, WorldState } from '../world/state.ts';
import { type Answer, answered, type Exchange, notFound } from './exchange.ts';
import { type GoValue, goJson } from './go-json.ts';
import { plainMetrics } from './tikv.ts';

/** Pump's HTTP port (8250): what it knows of all Pumps and Drainers, and its own end. */
export function answerPump(exchange: Exchange): Answer {
  const { state, request } = exchange;
  switch (request.path) {
    case '/status':
      return compact({ status: nodes(state, 'pump'), CommitTS: commitTs(state) });
    case '/drainers':
      return compact(Object.values(nodes(state, 'drainer')));
    case '/metrics':
      return plainMetrics('binlog_pump');
    default:
      return stateChange(exchange);
  }
}

/** Drainer's HTTP port (8249): how far it has come. */
export function answerDrainer(exchange: Exchange): Answer {
  const { state, request } = exchange;
  switch (request.path) {
    case '/status': {
      const ts = commitTs(state);
      const pumps = componentsOf(state, 'pump').map((one): [string, GoValue] => [one.name, ts]);
      return compact({ PumpPos: Object.fromEntries(pumps), Synced: true, LastTS: ts, TsMap: '' });
    }
    case '/metrics':
      return plainMetrics('binlog_drainer');
    default:
      return stateChange(exchange);
  }
}

/** What a Pump or Drainer is registered as: online, paused after a stop, offline after a close. */
function binlogState(component: Component): 'online' | 'paused' | 'offline' {
  const { process } = component;
  if (process.state === 'running' || process.how === 'killed') return 'online';
  return process.how === 'closed' ? 'offline' : 'paused';
}

/** PUT /state/{nodeID}/{pause|close}: errors are HTTP 200 with another code in the body. */
function stateChange({ component, request }: Exchange): Answer {
  const [, node, action] = /^\/state\/([^/]+)\/([^/]+)$/.exec(request.path) ?? [];
  if (node === undefined || request.method !== 'PUT') return notFound();
  const refuse = (message: string) => compact({ message, code: 500, data: null });
  if (node !== component.name) return refuse(`can't find state by ${node}`);
  if (action !== 'pause' && action !== 'close') return refuse(`invalid action ${action}`);
  const event: WorldEvent = { actor: 'binlog-api', type: 'binlog-state-set', component: component.id, action };
  const done = compact({ message: `apply action ${action} success!`, code: 200, data: null });
  return { ...done, events: [event] };
}

function nodes(state: WorldState, kind: 'pump' | 'drainer'): Record<string, GoValue> {
  return Object.fromEntries(
    componentsOf(state, kind).map((one): [string, GoValue] => [
      one.name,
      {
        nodeId: one.name,
        host: `${one.host}:${one.port}`,
        state: binlogState(one),
        isAlive: isListening(one, state.now),
        score: 0,
        label: null,
        maxCommitTS: commitTs(state),
        updateTS: commitTs(state),
      },
    ]),
  );
}

/** A timestamp of PD's oracle for the world's now: milliseconds and 18 bits of counting. */
function commitTs(state: WorldState): bigint {
  return BigInt(state.now) << 18n;
}

function compact(value: GoValue): Answer {
  return answered(200, goJson(value, ''), 'application/json');
}
