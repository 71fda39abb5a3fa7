import { text } from '../../../base/text.ts';
import { updateMonitoring } from '../../../cluster/actions/update-monitoring.ts';
import { monitoringThere } from '../../../cluster/conditions/inventory-has.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { monitoringAnswers } from '../../../cluster/verifies/monitoring-answers.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 4.8: the monitoring, after the cluster. */
export const monitoring: Phase<ClusterPorts> = {
  id: 'monitoring',
  title: text('Monitoring', '监控'),
  why: text(
    '3.0 is watched in another way: Prometheus asks each TiKV itself. Until the monitoring is updated it sees no TiKV.',
    '3.0 的监控方式不同：Prometheus 直接抓取每个 TiKV。监控升级之前看不到 TiKV 的数据。',
  ),
  steps: [
    {
      id: 'rolling-monitor',
      title: text('Prometheus, Grafana, exporters', 'Prometheus、Grafana 与各 exporter'),
      why: text(
        'The playbook restarts the monitoring only; the cluster is not touched. "No data" in Grafana for a while is expected. Afterwards belay asks Prometheus whether it sees every PD, TiKV and TiDB.',
        '该 playbook 只重启监控组件，不影响集群。Grafana 一段时间内显示 “no data” 属预期。之后 belay 会向 Prometheus 确认能看到所有 PD、TiKV 和 TiDB。',
      ),
      source: 'checklist 4.8',
      when: monitoringThere,
      gate: {
        strength: 'confirm',
        title: text('Roll the monitoring', '滚动升级监控组件'),
        means: text(
          'Grafana is away for a while and shows "no data"; alerts do not fire meanwhile.',
          'Grafana 暂时不可用或显示 “no data”；期间不会触发告警。',
        ),
        rests: [],
      },
      action: updateMonitoring,
      verify: monitoringAnswers,
      putBack: {
        kind: 'cannot',
        because: text(
          'the dashboards and targets of 2.1 do not fit a cluster of 3.0',
          '2.1 的面板和抓取目标不适用于 3.0 集群',
        ),
      },
    },
  ],
};
