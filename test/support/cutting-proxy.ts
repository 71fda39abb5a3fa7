import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy on loopback that can go as a network goes. */
export interface CuttingProxy {
  readonly port: number;
  /** Cuts every connection; new ones are let through. */
  cut(): void;
  /** Cuts as soon as so many bytes more have gone towards the server; once. */
  cutAfter(sizeBytes: number): void;
  /** Turns new connections away until `open`. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let isShut = false;
  let bytesLeft = Number.POSITIVE_INFINITY;
  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  const server = createServer((client) => {
    if (isShut) return client.destroy();
    const upstream = connect(target, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    client.on('data', (chunk: Buffer) => {
      bytesLeft -= chunk.length;
      if (bytesLeft > 0) return;
      bytesLeft = Number.POSITIVE_INFINITY;
      cut();
    });
    client.pipe(upstream).pipe(client);
    for (const socket of pair) {
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        pairs.delete(pair);
        for (const end of pair) end.destroy();
      });
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    cutAfter: (sizeBytes) => {
      bytesLeft = sizeBytes;
    },
    shut: () => {
      isShut = true;
    },
    open: () => {
      isShut = false;
    },
    close: async () => {
      cut();
      await new Promise((closed) => server.close(closed));
    },
  };
}
