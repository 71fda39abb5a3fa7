import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { pdUnitsProbe } from '../probes/pd-units.ts';
import { finding, notKnown } from './finding.ts';

/** No PD host has 2.1's pd.service any more; the playbook leaves it behind. */
export const oldPdUnitGone: Check<ClusterPorts> = {
  id: 'old-pd-unit-gone',
  title: text('The old pd.service is gone', '旧的 pd.service 已清理'),
  needs: [pdUnitsProbe],
  judge(facts) {
    const units = facts.of(pdUnitsProbe);
    if (!units.known) return notKnown('old-pd-unit-gone', text('the units of PD', 'PD 的服务'), units);
    const left = units.value.filter(({ old }) => old === 'inactive' || old === 'active');
    const unseen = units.value.filter(({ old }) => old === null);
    const names = (list: typeof left) => list.map(({ name }) => name).join(', ');
    if (left.length > 0) {
      return finding(
        {
          id: 'old-pd-unit-gone',
          result: 'warn',
          what: text(`pd.service is still there on: ${names(left)}`, `以下主机仍有 pd.service：${names(left)}`),
          why: text(
            'it says Restart=always and starts the same PD: started by hand or at boot, it fights pd-<port>.service for port and data',
            '其 Restart=always 且启动同一个 PD：若被手动或开机启动，会与 pd-<port>.service 争用端口和数据',
          ),
          next: left.flatMap(({ name, newUnit }) => [
            text(
              `on ${name}: systemctl is-active ${newUnit} (must say active)`,
              `在 ${name} 上：systemctl is-active ${newUnit}（须为 active）`,
            ),
            text(
              `on ${name}: sudo systemctl disable pd.service; sudo mv /etc/systemd/system/pd.service /root/pd.service.2.1; sudo systemctl daemon-reload`,
              `在 ${name} 上：sudo systemctl disable pd.service; sudo mv /etc/systemd/system/pd.service /root/pd.service.2.1; sudo systemctl daemon-reload`,
            ),
          ]),
        },
        [units],
      );
    }
    return finding(
      {
        id: 'old-pd-unit-gone',
        result: unseen.length === 0 ? 'ok' : 'unknown',
        what:
          unseen.length === 0
            ? text('no PD host has pd.service any more', '所有 PD 主机均无 pd.service')
            : text(`the units of ${names(unseen)} could not be read`, `无法读取 ${names(unseen)} 的服务`),
        why: text(
          'the playbook starts pd-<port>.service and leaves the old file behind',
          'playbook 启动 pd-<port>.service，但会留下旧文件',
        ),
        next: unseen.map(({ name }) =>
          text(`on ${name}: systemctl status pd.service`, `在 ${name} 上：systemctl status pd.service`),
        ),
      },
      [units],
    );
  },
};
