import { joinTexts, text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import { pdReadiness, pdReadinessProbes } from '../pd-readiness.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { pdStandingProbes, pdStandings } from '../rolling/pd-standings.ts';
import { lookTwice } from './look-twice.ts';
import { allDone, rolledEvidence } from './rolled.ts';

/** Every PD runs the target under its new unit and is healthy, and PD has come to itself: seen twice. */
export const pdOnTarget: Verify<ClusterPorts> = {
  id: 'pd-on-target',
  title: text('every PD runs the new version, is healthy, and PD is ready', '所有 PD 均为新版本且健康，PD 已就绪'),
  needs: [topologyProbe, upgradeSettingsProbe, ...pdStandingProbes, ...pdReadinessProbes],
  everyMs: 3_000,
  timeoutMs: 300_000,
  judge({ facts }, memory) {
    const topology = facts.value(topologyProbe);
    const settings = facts.value(upgradeSettingsProbe);
    if (!topology || !settings) return { holds: 'not-yet', evidence: text('the cluster is not known', '集群信息未知') };
    const standings = pdStandings(facts, topology, settings.target);
    const readiness = pdReadiness(facts);
    const evidence = joinTexts([rolledEvidence(standings, settings.target), readiness.evidence], '; ');
    return lookTwice(allDone(standings) && readiness.ready === true, evidence, memory);
  },
};
