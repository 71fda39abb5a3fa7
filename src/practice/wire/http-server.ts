import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { componentOf } from '../world/lookup.ts';
import type { AccessLog } from './access-log.ts';
import type { Handler } from './exchange.ts';
import type { World } from './world-handle.ts';

/** Go sends bodies over this in chunks, shorter ones with their length. */
const CHUNKED_FROM = 2048;

/** An HTTP server that answers for one component of the world; not yet listening. */
export function httpServer(options: {
  readonly world: World;
  readonly component: string;
  readonly handler: Handler;
  readonly accessLog: AccessLog;
}): Server {
  const server = createServer((incoming, outgoing) => {
    serve(options, incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error));
  });
  server.on('connection', (socket) => socket.setNoDelay(true));
  return server;
}

async function serve(
  options: Parameters<typeof httpServer>[0],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { world, handler, accessLog } = options;
  const body = await bodyOf(incoming);
  const path = incoming.url ?? '/';
  const [file = '/', query = ''] = path.split(/\?(.*)/s);
  const method = incoming.method ?? 'GET';
  // Nothing is awaited from here to the last event: the answer is true when it is given.
  const state = world.read();
  const component = componentOf(state, options.component);
  const request = { method, path: decoded(file), query: new URLSearchParams(query), body };
  const { response, events } = handler({ state, component, request });
  for (const event of events) world.apply(event);
  accessLog.write({ at: state.now, component: component.id, method, path, body, status: response.status });
  const length = Buffer.byteLength(response.body);
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, headerValue(value)])),
    Date: new Date(state.now).toUTCString(),
    ...(length > CHUNKED_FROM ? {} : { 'Content-Length': length }),
  });
  outgoing.end(method === 'HEAD' ? '' : response.body);
}

/** A path with a broken escape is taken as it stands: no route has it. */
function decoded(path: string): string {
  return /%(?![0-9a-f]{2})/i.test(path) ? path : decodeURIComponent(path);
}

function headerValue(value: string | readonly string[]): string | string[] {
  return typeof value === 'string' ? value : [...value];
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
