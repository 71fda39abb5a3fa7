import { isJsonObject, type Json } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { addressOf, componentsOf } from '../topology.ts';
import { askPage } from './ask-page.ts';
import { seen, unseen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** A target that Prometheus scrapes. */
export interface ScrapedTarget {
  /** `tikv`, `tidb`, `pd` … as prometheus.yml names the job. */
  readonly job: string;
  readonly instance: string;
  readonly up: boolean;
}

/** What Prometheus says of every target it scrapes: the metric `up`. */
export const prometheusUpProbe: Probe<ClusterPorts, readonly ScrapedTarget[]> = {
  id: 'prometheus-up',
  title: text('Targets of Prometheus', 'Prometheus 抓取目标'),
  shelfLifeMs: 15_000,
  needs: [topologyProbe],
  async read(ports, facts, signal) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const prometheus = componentsOf(topology.value, 'prometheus')[0];
    if (!prometheus) {
      return unseen(
        text('the inventory has no monitoring_servers', 'inventory 中没有 monitoring_servers'),
        topology.source,
      );
    }
    const url = `http://${addressOf(prometheus)}/api/v1/query?query=up`;
    const source = { kind: 'http', method: 'GET', url } as const;
    const page = await askPage(ports, url, signal);
    if (!page.answered) return unseen(page.why, source);
    const targets = page.status === 200 ? readUp(page.body) : null;
    if (targets === null) return unseen(text(`${url} answered ${page.status}`, `${url} 返回 ${page.status}`), source);
    if (targets.length === 0)
      return unseen(text('Prometheus has no sample of any target yet', 'Prometheus 暂无任何目标的数据'), source);
    return seen(targets, source);
  },
};

/** Reads the answer to an instant query of `up`; null when it is none. */
function readUp(body: Json): readonly ScrapedTarget[] | null {
  const data = isJsonObject(body) ? body.data : undefined;
  if (!isJsonObject(data) || !Array.isArray(data.result)) return null;
  return data.result.flatMap((series) => {
    const labels = isJsonObject(series) && isJsonObject(series.metric) ? series.metric : {};
    const value = isJsonObject(series) && Array.isArray(series.value) ? series.value[1] : undefined;
    if (typeof labels.job !== 'string' || typeof labels.instance !== 'string') return [];
    return [{ job: labels.job, instance: labels.instance, up: value === '1' }];
  });
}
