import { joinTexts, type Text, text, verbatim } from '../../base/text.ts';
import type { Facts, Probe } from '../../engine/fact.ts';
import type { Explains } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { storesProbe } from '../probes/stores.ts';
import { tidbStatusProbe } from '../probes/tidb-status.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { pdStandingProbes, pdStandings } from '../rolling/pd-standings.ts';
import { pumpStandingProbes, pumpStandings } from '../rolling/pump-standings.ts';
import type { Standing } from '../rolling/standing.ts';
import { tidbStandings } from '../rolling/tidb-standings.ts';
import { tikvStandings } from '../rolling/tikv-standings.ts';
import { type Component, type ComponentKind, componentsOf, type Topology } from '../topology.ts';
import { failedTaskOf } from './failed-task.ts';
import { likelyCause } from './likely-cause.ts';

/** What failed while PD was rolled. */
export const explainPd = explainRolling('pd', pdStandingProbes, pdStandings);

/** What failed while TiKV was rolled. */
export const explainTikv = explainRolling('tikv', [storesProbe], (facts, topology, target) =>
  tikvStandings(topology, facts.value(storesProbe) ?? [], target),
);

/** What failed while Pump was rolled. */
export const explainPump = explainRolling('pump', pumpStandingProbes, pumpStandings);

/** What failed while TiDB was rolled. */
export const explainTidb = explainRolling('tidb', [tidbStatusProbe], tidbStandings);

/** What is finished and what is left, by what is seen; the likely cause; the log to read. */
function explainRolling(
  kind: ComponentKind,
  needs: readonly Probe<ClusterPorts, unknown>[],
  standingsOf: (facts: Facts<ClusterPorts>, topology: Topology, target: string) => readonly Standing[],
): Explains<ClusterPorts> {
  return {
    needs: [topologyProbe, upgradeSettingsProbe, ...needs],
    explain({ facts }, attempt) {
      const topology = facts.value(topologyProbe);
      const settings = facts.value(upgradeSettingsProbe);
      if (!topology || !settings) return { now: null, next: [] };
      const failed = failedTaskOf(attempt);
      const component = componentsOf(topology, kind).find(({ name }) => name === failed?.host);
      const cause = failed === null ? null : likelyCause(failed);
      return {
        now: standNow(standingsOf(facts, topology, settings.target), settings.target),
        next: [...(cause ? [cause] : []), ...(component ? whereToLook(topology, component) : [])],
      };
    },
  };
}

function standNow(standings: readonly Standing[], target: string): Text {
  const list = (done: boolean) =>
    joinTexts(
      standings.filter((standing) => standing.done === done).map(({ evidence }) => evidence),
      ', ',
    );
  const [done, left] = [list(true), list(false)];
  return text(
    `seen on ${target}: ${done.en || 'none'}; left: ${left.en || 'none'}`,
    `已确认为 ${target}：${done.zh || '无'}；未完成：${left.zh || '无'}`,
  );
}

/** Commands that only read, for the host it failed on, typed on the control machine. */
function whereToLook({ user, supervision }: Topology, component: Component): readonly Text[] {
  const { host, kind, port, deployDir } = component;
  const login = host.local
    ? ''
    : `ssh ${host.port === null ? '' : `-p ${host.port} `}${host.user ?? user}@${host.address} `;
  const logs = [`${deployDir}/log/${kind}.log`, `${deployDir}/log/${kind}_stderr.log`];
  return [
    verbatim(`${login}tail -n 50 ${logs.join(' ')}`),
    ...(supervision === 'systemd' ? [verbatim(`${login}systemctl status ${kind}-${port}.service`)] : []),
  ];
}
