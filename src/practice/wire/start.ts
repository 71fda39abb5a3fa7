import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { openPorts } from '../world/lookup.ts';
import type { Component } from '../world/state.ts';
import type { AccessLog } from './access-log.ts';
import { endpoint } from './endpoints.ts';
import type { World } from './world-handle.ts';

/** Where something is served. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** The servers of a world, on loopback. */
export interface Wire {
  /**
   * Cluster address ("10.0.0.11:2379") → where it is served. An address stays in the map, with its port, once it was
   * served: while its component is stopped, connecting there is refused.
   */
  readonly addresses: ReadonlyMap<string, Place>;
  /** Opens and closes servers by what the world says now. Done by itself every 20 ms; resolves when it is done. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

const REFRESH_MS = 20;
const HOST = '127.0.0.1';

export interface WireOptions {
  readonly accessLog: AccessLog;
  /** Whether each address is served as it is, for a world of loopback addresses. Default: at any free port. */
  readonly asNamed?: boolean;
}

/** One server per open port of the world, from now until `close`. */
export async function startWire(world: World, { accessLog, asNamed = false }: WireOptions): Promise<Wire> {
  const addresses = new Map<string, Place>();
  const open = new Map<string, Listener>();
  let turn: Promise<void> = Promise.resolve();
  const refresh = (): Promise<void> => {
    turn = turn.then(() => settle({ world, accessLog, asNamed, addresses, open }));
    return turn;
  };
  await refresh();
  const timer = setInterval(() => void refresh(), REFRESH_MS);
  return {
    addresses,
    refresh,
    async close() {
      clearInterval(timer);
      await turn;
      await Promise.all([...open.values()].map(closed));
      open.clear();
    },
  };
}

interface Listener {
  readonly server: Server;
  /** Which process of which component it stands for: another one gets a server of its own. */
  readonly process: string;
  readonly sockets: Set<Socket>;
}

interface Settling {
  readonly world: World;
  readonly accessLog: AccessLog;
  readonly asNamed: boolean;
  readonly addresses: Map<string, Place>;
  readonly open: Map<string, Listener>;
}

async function settle({ world, accessLog, asNamed, addresses, open }: Settling): Promise<void> {
  const state = world.read();
  const wanted = new Map<string, { readonly component: Component; readonly port: number; readonly process: string }>(
    state.components.flatMap((component) =>
      openPorts(component, state.now).map((port) => {
        const process = `${component.id}@${component.process.since}`;
        return [`${component.host}:${port}`, { component, port, process }];
      }),
    ),
  );
  for (const [address, listener] of open) {
    if (wanted.get(address)?.process === listener.process) continue;
    open.delete(address);
    await closed(listener);
  }
  for (const [address, { component, port, process }] of wanted) {
    if (open.has(address)) continue;
    const server = endpoint({ world, accessLog, component, port });
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    const host = asNamed ? component.host : HOST;
    if (asNamed) await listeningAt(server, { host, port });
    else await listening(server, addresses.get(address)?.port ?? 0);
    open.set(address, { server, process, sockets });
    addresses.set(address, { host, port: (server.address() as AddressInfo).port });
  }
}

/** Takes the port it had before, or any other when that is no longer free. */
async function listening(server: Server, port: number): Promise<void> {
  try {
    await listeningAt(server, { host: HOST, port });
  } catch (error) {
    if (port === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await listening(server, 0);
  }
}

async function listeningAt(server: Server, { host, port }: Place): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

/** Closes the listener and, as the end of a process does, its connections. */
async function closed({ server, sockets }: Listener): Promise<void> {
  const done = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await done;
}
