import type { Handler } from '../wire/exchange.ts';
import type { World } from '../wire/world-handle.ts';
import { openPorts } from '../world/lookup.ts';
import type { ComponentKind } from '../world/state.ts';
import type { Cluster } from './machine.ts';

/** The cluster as commands of the control machine reach it: the same handlers as on the wire, without sockets. */
export function clusterOver(world: World, handlers: Readonly<Record<ComponentKind, Handler>>): Cluster {
  return {
    world: () => world.read(),
    apply: (event) => {
      world.apply(event);
      return world.read();
    },
    call: async (address, { method, path, body }) => {
      const state = world.read();
      const [host, port] = address.split(':');
      const component = state.components.find(
        (one) => one.host === host && openPorts(one, state.now).includes(Number(port)),
      );
      if (!component) return null;
      // etcd inside PD: its own health page, beside PD's.
      if (component.kind === 'pd' && path === '/health') return { status: 200, body: '{"health":"true"}' };
      const url = new URL(path, 'http://practice');
      const request = {
        method,
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        body: body === undefined ? '' : JSON.stringify(body),
      };
      const { response, events } = handlers[component.kind]({ state, component, request });
      for (const event of events) world.apply(event);
      return { status: response.status, body: response.body };
    },
  };
}
