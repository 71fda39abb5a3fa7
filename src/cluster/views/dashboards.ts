import { type Text, text } from '../../base/text.ts';
import type { Shows } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { topologyProbe } from '../probes/topology.ts';
import { addressOf, componentsOf } from '../topology.ts';

/** Which Grafana pages to look at after the upgrade, and what to expect there (checklist 5). */
export const dashboards: Shows<ClusterPorts> = {
  needs: [topologyProbe],
  everyMs: null,
  view({ facts }) {
    const topology = facts.value(topologyProbe);
    const grafana = topology && componentsOf(topology, 'grafana')[0];
    const where: Text = grafana
      ? text(
          `Grafana: http://${addressOf(grafana)} (user and password are in inventory.ini)`,
          `Grafana：http://${addressOf(grafana)}（用户名和密码见 inventory.ini）`,
        )
      : text('The inventory has no Grafana.', 'inventory 中没有 Grafana。');
    return { kind: 'text', paragraphs: [where, ...PAGES] };
  },
};

const PAGES: readonly Text[] = [
  text(
    'The old TiKV dashboard is dead and stays empty. TiKV-Details, TiKV-Summary and TiKV-Trouble-Shooting take its place.',
    '旧的 TiKV 面板已失效，不再有数据。请改用 TiKV-Details、TiKV-Summary 和 TiKV-Trouble-Shooting。',
  ),
  text('Overview / Services Port Status: everything up.', 'Overview / Services Port Status：全部为 up。'),
  text(
    'TiDB / Query Summary: Duration, QPS, Statement OPS, QPS By Instance as before the upgrade, Failed Query OPM not higher.',
    'TiDB / Query Summary：Duration、QPS、Statement OPS、QPS By Instance 与升级前相当，Failed Query OPM 没有升高。',
  ),
  text(
    'TiKV-Details / Cluster, Errors, Server: every instance is there, errors fade.',
    'TiKV-Details / Cluster、Errors、Server：实例齐全，错误逐渐消退。',
  ),
  text(
    'PD / Cluster: Storage capacity, Current storage size, Normal stores, Number of Regions. PD parameters and label state are new.',
    'PD / Cluster：Storage capacity、Current storage size、Normal stores、Number of Regions。新增 PD 参数与 Label 状态面板。',
  ),
  text(
    'An alert of tikvclient_backoff_count while regions merge is expected and fades. If it hurts: pd-ctl config set merge-schedule-limit 0, and raise it again off-peak.',
    'Region Merge 期间的 tikvclient_backoff_count 告警属预期，会自行消退。若影响业务：pd-ctl config set merge-schedule-limit 0，待低峰期再调高。',
  ),
];
