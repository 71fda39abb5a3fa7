import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { STAND_INS } from './commands/registry.ts';
import { Interrupted, type Machine, type Output } from './machine.ts';
import type { FromPractice, Handover, Signalled } from './protocol.ts';

/** Makes the machine that a command runs on; `signal` aborts with {@link Interrupted}. */
export type MachineFor = (handover: Handover, signal: AbortSignal) => Machine;

export interface CommandServer {
  readonly port: number;
  readonly token: string;
  /** Commands that run now. */
  running(): number;
  close(): Promise<void>;
}

/** Serves the stand-ins on loopback: one connection a command. `onRequest` hears the requests that are no commands. */
export async function serveCommands(options: {
  readonly machineFor: MachineFor;
  readonly onRequest: (name: string) => void;
  /** Hears every stand-in that is called, before it runs. */
  readonly onCommand: (handover: Handover) => void;
}): Promise<CommandServer> {
  const token = randomBytes(24).toString('hex');
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    // A client that was killed: its command ends by the abort below.
    socket.on('error', () => socket.destroy());
    attend(socket, token, options).catch((error: unknown) => {
      send(socket, { to: 'err', text: `practice: ${error instanceof Error ? error.stack : String(error)}\n` });
      send(socket, { exit: 250 });
      socket.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    token,
    running: () => sockets.size,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function attend(socket: Socket, token: string, options: Parameters<typeof serveCommands>[0]): Promise<void> {
  const lines = createInterface({ input: socket });
  const abort = new AbortController();
  const handover = await new Promise<Handover | null>((resolve) => {
    lines.once('line', (line) => resolve(JSON.parse(line) as Handover));
    lines.once('close', () => resolve(null));
  });
  if (handover === null) return;
  if (!sameToken(handover.token, token)) {
    socket.destroy();
    return;
  }
  lines.on('line', (line) => abort.abort(new Interrupted((JSON.parse(line) as Signalled).signal)));
  socket.on('close', () => abort.abort(new Interrupted('SIGTERM')));
  const standIn = STAND_INS[handover.name];
  if (!standIn) {
    options.onRequest(handover.name);
    send(socket, { exit: 0 });
    socket.end();
    return;
  }
  options.onCommand(handover);
  const exit = await played(standIn(options.machineFor(handover, abort.signal)), (piece) => send(socket, piece));
  send(socket, { exit });
  socket.end();
}

/** Plays a command to its end; a signal that it does not take itself ends it as the shell would tell. */
async function played(command: AsyncGenerator<Output, number>, print: (piece: Output) => void): Promise<number> {
  try {
    for (;;) {
      const next = await command.next();
      if (next.done) return next.value;
      print(next.value);
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return error.by === 'SIGINT' ? 130 : 143;
  }
}

function send(socket: Socket, message: FromPractice): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}

function sameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
