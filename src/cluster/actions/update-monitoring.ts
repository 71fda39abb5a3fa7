import { text } from '../../base/text.ts';
import type { Action } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { playbookJob } from '../rolling/playbook-job.ts';
import { whatIsMissing } from '../rolling/what-is-missing.ts';

/** Rolls Prometheus, Grafana, exporters and Alertmanager. It may be run again as a whole: it touches no data of the cluster. */
export const updateMonitoring: Action<ClusterPorts> = {
  id: 'update-monitoring',
  needs: [upgradeSettingsProbe, topologyProbe],
  plan({ facts }) {
    const settings = facts.value(upgradeSettingsProbe);
    const topology = facts.value(topologyProbe);
    if (!settings || !topology) return whatIsMissing(facts, [upgradeSettingsProbe, topologyProbe]);
    const touched = topology.components.filter(({ kind }) => MONITORING.has(kind));
    return {
      deeds: [
        playbookJob({
          id: 'playbook',
          title: text('roll the monitoring', '滚动升级监控组件'),
          tree: settings.newTree,
          playbook: 'rolling_update_monitor.yml',
          tag: null,
          limit: [],
          touches: touched.map(({ kind, name }) => `${kind} (${name})`),
        }),
      ],
    };
  },
};

const MONITORING: ReadonlySet<string> = new Set(['prometheus', 'grafana', 'alertmanager']);
