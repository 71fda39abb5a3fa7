import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request as a test server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** A web server on loopback for one test. */
export interface Web {
  readonly url: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  /** Connections that were opened to it so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a server that answers by `answer`; it ends with the test. */
export async function startWeb(answer: (seen: Seen, response: ServerResponse) => void): Promise<Web> {
  const seen: Seen[] = [];
  const listener: RequestListener = async (request, response) => {
    const entry = { method: request.method ?? '', url: request.url ?? '', body: await bodyOf(request) };
    seen.push(entry);
    answer(entry, response);
  };
  const server = createServer(listener);
  const listening = await listen(server);
  return { ...listening, seen };
}

/** Starts a server that speaks by `talk` on bare connections; it ends with the test. */
export async function startTcp(talk: (socket: Socket) => void): Promise<Omit<Web, 'seen'>> {
  return await listen(createTcp(talk));
}

/** A port on loopback where nobody listens. */
export async function deadUrl(): Promise<string> {
  const web = await startTcp((socket) => socket.destroy());
  await web.close();
  return web.url;
}

async function listen(server: Server): Promise<Omit<Web, 'seen'>> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${port}`, port, connections: () => connections, close };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}
