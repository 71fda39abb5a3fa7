import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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
  const url = new URL(incoming.url ?? '/', 'http://practice');
  const method = incoming.method ?? 'GET';
  const state = world.read();
  const component = state.components.find((one) => one.id === options.component);
  if (component === undefined) throw new Error(`the world has no component ${options.component}`);
  const request = { method, path: decodeURIComponent(url.pathname), query: url.searchParams, body };
  const { response, events } = handler({ state, component, request });
  for (const event of events) world.apply(event);
  const path = incoming.url ?? '/';
  accessLog.write({ at: state.now, component: component.id, method, path, body, status: response.status });
  const length = Buffer.byteLength(response.body);
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, headerValue(value)])),
    Date: new Date(state.now).toUTCString(),
    ...(length > CHUNKED_FROM ? {} : { 'Content-Length': length }),
  });
  outgoing.end(method === 'HEAD' ? '' : response.body);
}

function headerValue(value: string | readonly string[]): string | string[] {
  return typeof value === 'string' ? value : [...value];
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
