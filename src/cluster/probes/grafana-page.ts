import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { addressOf, componentsOf } from '../topology.ts';
import { askPage } from './ask-page.ts';
import { seen, unseen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** Grafana's login page: its URL, and whether it is served. */
export interface GrafanaPage {
  readonly url: string;
  readonly served: boolean;
}

/** GET /login of Grafana: the page that the playbook waits for. */
export const grafanaPageProbe: Probe<ClusterPorts, GrafanaPage> = {
  id: 'grafana-page',
  title: text('Grafana', 'Grafana'),
  shelfLifeMs: 15_000,
  needs: [topologyProbe],
  async read(ports, facts, signal) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const grafana = componentsOf(topology.value, 'grafana')[0];
    if (!grafana)
      return unseen(text('the inventory has no grafana_servers', 'inventory 中没有 grafana_servers'), topology.source);
    const url = `http://${addressOf(grafana)}`;
    const page = await askPage(ports, `${url}/login`, signal);
    const source = { kind: 'http', method: 'GET', url: `${url}/login` } as const;
    // A redirect is served too: behind a proxy the page may live elsewhere.
    return page.answered ? seen({ url, served: page.status < 400 }, source) : unseen(page.why, source);
  },
};
