import { type Text, text } from '../../base/text.ts';
import type { JobDeed } from '../../engine/deed.ts';
import type { Action, Attempt } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { playbookHostsProbe } from '../probes/playbook-hosts.ts';
import { topologyProbe } from '../probes/topology.ts';
import { type UpgradeSettings, upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { type Refusal, refuseReach } from '../rolling/limit.ts';
import { type PdStanding, pdStandingProbes, pdStandings } from '../rolling/pd-standings.ts';
import { playbookJob } from '../rolling/playbook-job.ts';
import { reachOf } from '../rolling/standing.ts';
import { whatIsMissing } from '../rolling/what-is-missing.ts';
import { addressOf } from '../topology.ts';

const EXCESSIVE = 'excessive_rolling_update.yml';
const PLAIN = 'rolling_update.yml';

/**
 * Rolls PD. Under systemd with excessive_rolling_update.yml, which stops pd.service and starts pd-<port>.service: no PD goes
 * through it a second time, because there it would wait 300 s for a port that its own new unit holds. A PD that is on
 * its new unit and not well goes through rolling_update.yml. Under supervise there is one playbook for all.
 */
export const updatePd: Action<ClusterPorts> = {
  id: 'update-pd',
  needs: [upgradeSettingsProbe, topologyProbe, playbookHostsProbe, ...pdStandingProbes],
  plan({ facts, attempts }) {
    const settings = facts.value(upgradeSettingsProbe);
    const topology = facts.value(topologyProbe);
    if (!settings || !topology) return whatIsMissing(facts, [upgradeSettingsProbe, topologyProbe]);
    const standings = pdStandings(facts, topology, settings.target);
    const reach = reachOf(standings);
    if (reach.kind === 'nobody') return { deeds: [] };
    const refusal = refuseReach(facts.of(playbookHostsProbe), 'pd_servers', reach);
    if (refusal) return refusal;
    const left = standings.filter((standing) => reach.names.includes(standing.component.name));
    const whole = reach.kind === 'everybody';
    if (topology.supervision === 'supervise') return { deeds: [job(settings, PLAIN, left, whole)] };
    const unclear = left.filter(({ moved }) => moved === 'unknown');
    if (unclear.length > 0 && wasTried(attempts)) return cannotTell(unclear);
    const moved = left.filter((standing) => standing.moved === true);
    const toMove = left.filter((standing) => standing.moved !== true);
    return {
      deeds: [
        ...(moved.length === 0 ? [] : [job(settings, PLAIN, moved, whole && toMove.length === 0)]),
        ...(toMove.length === 0 ? [] : [job(settings, EXCESSIVE, toMove, whole && moved.length === 0)]),
      ],
    };
  },
};

function job(settings: UpgradeSettings, playbook: string, standings: readonly PdStanding[], whole: boolean): JobDeed {
  const names = standings.map(({ component }) => component.name);
  return playbookJob({
    id: playbook === EXCESSIVE ? 'excessive-playbook' : 'playbook',
    title: title(names),
    tree: settings.newTree,
    playbook,
    tag: 'pd',
    limit: whole ? [] : names,
    touches: standings.map(({ component }) => `${component.name} (${addressOf(component)})`),
  });
}

function title(names: readonly string[]): Text {
  return text(`roll PD: ${names.join(', ')}`, `滚动升级 PD：${names.join('、')}`);
}

function wasTried(attempts: readonly Attempt[]): boolean {
  return attempts.some(({ deeds }) => deeds.some(({ deed }) => deed.kind === 'job' && deed.argv.includes(EXCESSIVE)));
}

function cannotTell(unclear: readonly PdStanding[]): Refusal {
  const names = unclear.map(({ component }) => component.name).join(', ');
  return {
    cannot: {
      what: text(
        `it cannot be seen whether ${names} went through ${EXCESSIVE} already`,
        `无法判断 ${names} 是否已经过 ${EXCESSIVE}`,
      ),
      why: text(
        'neither its systemd unit nor its binary could be read, and a PD must not go through that playbook twice',
        '读不到其 systemd 服务和二进制版本，而同一个 PD 不能两次执行该 playbook',
      ),
      next: unclear.map(({ component }) =>
        text(
          `on ${component.name} (${component.host.address}): systemctl status pd.service pd-${component.port}.service`,
          `在 ${component.name}（${component.host.address}）上执行：systemctl status pd.service pd-${component.port}.service`,
        ),
      ),
    },
  };
}
