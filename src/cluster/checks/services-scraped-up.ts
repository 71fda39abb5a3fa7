import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { prometheusUpProbe } from '../probes/prometheus-up.ts';
import { topologyProbe } from '../probes/topology.ts';
import { targetsUp, targetsWords } from '../targets-up.ts';
import { finding, notKnown } from './finding.ts';

/** Prometheus sees every service up: what Grafana shows under Overview / Services Port Status. */
export const servicesScrapedUp: Check<ClusterPorts> = {
  id: 'services-scraped-up',
  title: text('Services Port Status: all up', 'Services Port Status 全部为 up'),
  needs: [topologyProbe, prometheusUpProbe],
  judge(facts) {
    const topology = facts.of(topologyProbe);
    const targets = facts.of(prometheusUpProbe);
    if (!topology.known) return notKnown('services-scraped-up', text('the cluster', '集群'), topology);
    if (!targets.known)
      return notKnown('services-scraped-up', text('what Prometheus sees', 'Prometheus 的数据'), targets, [LOOK]);
    const counts = targetsUp(topology.value, targets.value, ['pd', 'tikv', 'tidb', 'pump', 'drainer']);
    const short = counts.filter(({ up, placed }) => up < placed);
    const down = counts.flatMap((count) => count.down);
    return finding(
      {
        id: 'services-scraped-up',
        result: short.length === 0 ? 'ok' : 'warn',
        what: text(`up: ${targetsWords(counts)}`, `up：${targetsWords(counts)}`),
        why:
          short.length === 0
            ? text('Prometheus reaches every service', 'Prometheus 可访问所有服务')
            : text(
                `scraped and down: ${down.join(', ') || 'none'}; the others are not scraped at all. A service without monitoring fails in silence`,
                `抓取失败：${down.join('、') || '无'}；其余未被抓取。没有监控的服务出故障时无人知晓`,
              ),
        next: short.length === 0 ? [] : [LOOK],
      },
      [targets],
    );
  },
};

const LOOK = text(
  'look at Grafana: Overview / Services Port Status; after a minute without data, at Prometheus: Status / Targets',
  '查看 Grafana 的 Overview / Services Port Status；若一分钟后仍无数据，查看 Prometheus 的 Status / Targets',
);
