import { type Text, text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { componentsOf, statusUrl } from '../topology.ts';
import { askPage } from './ask-page.ts';
import { seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** The status page of one TiKV. */
export interface TikvStatusPage {
  readonly name: string;
  /** null: it has no status port. */
  readonly url: string | null;
  readonly answers: boolean;
  /** Why it does not answer; null when it does. */
  readonly why: Text | null;
}

/**
 * GET /status of every TiKV on its own port (200 with an empty body). TiKVs of one host that share a port collide in
 * silence: the second runs on without a page, and the playbook's check is answered by the first.
 */
export const tikvStatusPagesProbe: Probe<ClusterPorts, readonly TikvStatusPage[]> = {
  id: 'tikv-status-pages',
  title: text('Status pages of the TiKVs', 'TiKV 状态页'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts, signal) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const tikvs = componentsOf(topology.value, 'tikv');
    const pages = await Promise.all(
      tikvs.map(async (tikv): Promise<TikvStatusPage> => {
        const url = statusUrl(topology.value, tikv, '/status');
        const page = await askPage(ports, url, signal);
        const well = page.answered && page.status === 200;
        const why = page.answered ? text(`it answers ${page.status}`, `返回 ${page.status}`) : page.why;
        return { name: tikv.name, url, answers: well, why: well ? null : why };
      }),
    );
    return seen(pages, { kind: 'http', method: 'GET', url: pages.map((page) => page.url ?? page.name).join(', ') });
  },
};
