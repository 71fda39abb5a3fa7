import { text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { grafanaPageProbe } from '../probes/grafana-page.ts';
import { prometheusUpProbe } from '../probes/prometheus-up.ts';
import { topologyProbe } from '../probes/topology.ts';
import { targetsUp, targetsWords } from '../targets-up.ts';
import { componentsOf } from '../topology.ts';

/** Prometheus scrapes every PD, TiKV and TiDB, and Grafana serves its page. A TiKV that lost its status page shows here. */
export const monitoringAnswers: Verify<ClusterPorts> = {
  id: 'monitoring-answers',
  title: text(
    'Prometheus sees every PD, TiKV and TiDB up, Grafana answers',
    'Prometheus 中所有 PD、TiKV、TiDB 均为 up，Grafana 可访问',
  ),
  needs: [topologyProbe, prometheusUpProbe, grafanaPageProbe],
  everyMs: 5_000,
  timeoutMs: 300_000,
  judge({ facts }) {
    const topology = facts.value(topologyProbe);
    const targets = facts.of(prometheusUpProbe);
    const grafana = facts.of(grafanaPageProbe);
    if (!topology) return { holds: 'not-yet', evidence: text('the cluster is not known', '集群信息未知') };
    if (!targets.known) {
      return { holds: 'not-yet', evidence: text(`Prometheus: ${targets.why.en}`, `Prometheus：${targets.why.zh}`) };
    }
    const counts = targetsUp(topology, targets.value, ['pd', 'tikv', 'tidb']);
    const down = counts.flatMap((count) => count.down);
    const hasGrafana = componentsOf(topology, 'grafana').length > 0;
    const served = grafana.known && grafana.value.served;
    const scraped = counts.every(({ up, placed }) => up >= placed);
    return {
      holds: scraped && (served || !hasGrafana) ? 'yes' : 'not-yet',
      evidence: text(
        `up: ${targetsWords(counts)}; down: ${down.join(', ') || 'none'}; Grafana: ${served ? 'answers' : hasGrafana ? 'does not answer' : 'none'}`,
        `up：${targetsWords(counts)}；down：${down.join('、') || '无'}；Grafana：${served ? '可访问' : hasGrafana ? '无响应' : '无'}`,
      ),
    };
  },
};
