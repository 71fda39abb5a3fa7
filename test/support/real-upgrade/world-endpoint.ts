import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from '../../../src/practice/wire/world-handle.ts';
import type { WorldEvent } from '../../../src/practice/world/events.ts';

/** What playbooks and scripts tell of a stand-in. Ansible sends every value as text. */
interface Told {
  readonly component: string;
  readonly unit: string;
  readonly version?: string;
  readonly status_port?: string;
}

/** Where stand-ins tell the practice world that they were stopped and started: POST /stopped, /started. */
export async function serveWorld(world: World): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const told = JSON.parse(body) as Told;
    for (const event of request.url === '/started' ? started(told) : [stopped(told)]) world.apply(event);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const ACTOR = 'stand-in';

function stopped({ component, unit }: Told): WorldEvent {
  return { actor: ACTOR, type: 'service-stop', component, unit };
}

function started({ component, unit, version = '', status_port: statusPort = '' }: Told): readonly WorldEvent[] {
  return [
    { actor: ACTOR, type: 'binary-replaced', component, version: version.replace(/^v/, '') },
    ...(statusPort === ''
      ? []
      : [{ actor: ACTOR, type: 'config-written', component, statusPort: Number(statusPort) } as const]),
    { actor: ACTOR, type: 'unit-written', component, unit },
    { actor: ACTOR, type: 'service-start', component, unit },
  ];
}
