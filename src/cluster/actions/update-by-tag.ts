import { type Text, text } from '../../base/text.ts';
import type { Facts, Probe } from '../../engine/fact.ts';
import type { Action } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { playbookHostsProbe } from '../probes/playbook-hosts.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { refuseReach } from '../rolling/limit.ts';
import { playbookJob } from '../rolling/playbook-job.ts';
import { reachOf, type Standing } from '../rolling/standing.ts';
import { whatIsMissing } from '../rolling/what-is-missing.ts';
import { addressOf, type Topology } from '../topology.ts';

/** A component whose play owes nothing and may be run again for those that are left. */
export interface Updatable {
  readonly id: string;
  readonly component: Text;
  readonly tag: string;
  readonly group: string;
  readonly needs: readonly Probe<ClusterPorts, unknown>[];
  standings(facts: Facts<ClusterPorts>, topology: Topology, target: string): readonly Standing[];
}

/** Rolls one component with `rolling_update.yml --tags=…`: all of it first, later only what is not seen on the target. */
export function updateByTag(what: Updatable): Action<ClusterPorts> {
  return {
    id: what.id,
    needs: [upgradeSettingsProbe, topologyProbe, playbookHostsProbe, ...what.needs],
    plan({ facts }) {
      const settings = facts.value(upgradeSettingsProbe);
      const topology = facts.value(topologyProbe);
      if (!settings || !topology) return whatIsMissing(facts, [upgradeSettingsProbe, topologyProbe]);
      const standings = what.standings(facts, topology, settings.target);
      const reach = reachOf(standings);
      if (reach.kind === 'nobody') return { deeds: [] };
      const refusal = refuseReach(facts.of(playbookHostsProbe), what.group, reach);
      if (refusal) return refusal;
      const touched = standings.filter((standing) => reach.names.includes(standing.component.name));
      return {
        deeds: [
          playbookJob({
            id: 'playbook',
            title: text(
              `roll ${what.component.en}: ${reach.names.join(', ')}`,
              `滚动升级 ${what.component.zh}：${reach.names.join('、')}`,
            ),
            tree: settings.newTree,
            playbook: 'rolling_update.yml',
            tag: what.tag,
            limit: reach.kind === 'the-rest' ? reach.names : [],
            touches: touched.map(({ component }) => `${component.name} (${addressOf(component)})`),
          }),
        ],
      };
    },
  };
}
