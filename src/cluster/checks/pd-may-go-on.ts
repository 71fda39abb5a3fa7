import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { pdUnitsProbe } from '../probes/pd-units.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { pdStandingProbes, pdStandings } from '../rolling/pd-standings.ts';
import { startPdByHand } from '../rolling/start-pd-by-hand.ts';
import { pdMembersHealthy } from './pd-members-healthy.ts';

/**
 * All PDs are healthy. One that a failed run left stopped must be started by hand first: the playbook asks every PD itself who leads,
 * and gives up at one that does not answer.
 */
export const pdMayGoOn: Check<ClusterPorts> = {
  id: 'pd-may-go-on',
  title: text('Every PD answers, so that the playbook can begin', '所有 PD 均有响应，playbook 可以开始'),
  needs: [...pdMembersHealthy.needs, topologyProbe, upgradeSettingsProbe, pdUnitsProbe, ...pdStandingProbes],
  judge(facts, answers) {
    const findings = [pdMembersHealthy.judge(facts, answers)].flat();
    const topology = facts.value(topologyProbe);
    const settings = facts.value(upgradeSettingsProbe);
    if (!topology || !settings) return findings;
    const down = pdStandings(facts, topology, settings.target).filter(({ healthy }) => healthy === false);
    const commands = down.map(({ component, moved }) => startPdByHand(topology, component, moved));
    return findings.map((finding) =>
      finding.result === 'block' ? { ...finding, next: [...commands, ...finding.next] } : finding,
    );
  },
};
