import { isJsonObject, type Json } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { addressOf, type Component, componentsOf, statusUrl, type Topology } from '../topology.ts';
import { askPage } from './ask-page.ts';
import { seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** What a Pump says of itself: online, pausing, paused, closing, offline; null: it does not answer. */
export interface PumpStatus {
  readonly name: string;
  readonly state: string | null;
}

/** GET /status of every Pump. Each tells of all Pumps; only what it says of itself is taken. */
export const pumpStatusProbe: Probe<ClusterPorts, readonly PumpStatus[]> = {
  id: 'pump-status',
  title: text('Status of the Pumps', 'Pump 状态'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts, signal) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const pumps = componentsOf(topology.value, 'pump');
    const found = await Promise.all(pumps.map((pump) => statusOf(ports, topology.value, pump, signal)));
    return seen(found, {
      kind: 'http',
      method: 'GET',
      url: pumps.map((pump) => `${addressOf(pump)}/status`).join(', '),
    });
  },
};

async function statusOf(
  ports: ClusterPorts,
  topology: Topology,
  pump: Component,
  signal: AbortSignal,
): Promise<PumpStatus> {
  const page = await askPage(ports, statusUrl(topology, pump, '/status'), signal);
  return { name: pump.name, state: page.answered && page.status === 200 ? ownState(page.body, pump) : null };
}

/** The state of the one Pump of `/status` whose `host` is the Pump that was asked; of the only one when there is one. */
function ownState(body: Json, pump: Component): string | null {
  const all = isJsonObject(body) && isJsonObject(body.status) ? Object.values(body.status).filter(isJsonObject) : [];
  const own = all.find((node) => node.host === addressOf(pump)) ?? (all.length === 1 ? all[0] : undefined);
  return typeof own?.state === 'string' ? own.state : null;
}
