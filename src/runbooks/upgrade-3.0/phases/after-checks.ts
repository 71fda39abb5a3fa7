import { text } from '../../../base/text.ts';
import { allOnTarget } from '../../../cluster/checks/all-on-target.ts';
import { limitsAsDeclared } from '../../../cluster/checks/limits-as-declared.ts';
import { noEvictionsLeft } from '../../../cluster/checks/no-evictions-left.ts';
import { oldPdUnitGone } from '../../../cluster/checks/old-pd-unit-gone.ts';
import { pdMembersHealthy } from '../../../cluster/checks/pd-members-healthy.ts';
import { pdReady } from '../../../cluster/checks/pd-ready.ts';
import { regionsHealthy } from '../../../cluster/checks/regions-healthy.ts';
import { servicesScrapedUp } from '../../../cluster/checks/services-scraped-up.ts';
import { storesUp } from '../../../cluster/checks/stores-up.ts';
import { monitoringThere } from '../../../cluster/conditions/inventory-has.ts';
import { underSystemd } from '../../../cluster/conditions/under-systemd.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { dashboards } from '../../../cluster/views/dashboards.ts';
import { leaderGauges } from '../../../cluster/views/leader-gauges.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 5: is everything new, well and seen. Changes nothing. */
export const afterChecks: Phase<ClusterPorts> = {
  id: 'after-checks',
  title: text('After-checks', '升级后检查'),
  why: text(
    'What is wrong after an upgrade is best found by those who made it.',
    '升级后的问题最好由执行升级的人当场发现。',
  ),
  steps: [
    {
      id: 'after-versions',
      title: text('Versions', '版本'),
      why: text(
        'Every instance is asked for its version. PD moves its cluster version only when the last TiKV has restarted.',
        '逐个核对实例版本。最后一个 TiKV 重启后，PD 才会更新集群版本。',
      ),
      source: 'checklist 5, 6.1',
      checks: [allOnTarget],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'after-health',
      title: text('PD, stores, regions, schedulers', 'PD、store、Region 与调度器'),
      why: text(
        'Stores Up, regions whole, no evict scheduler: leaders spread over all stores again.',
        'store 全部 Up、Region 副本完整、没有 evict-leader 调度器：leader 会重新均衡到所有 store。',
      ),
      source: 'checklist 5',
      checks: [pdMembersHealthy, pdReady, storesUp, regionsHealthy, noEvictionsLeft],
      shows: leaderGauges,
      putBack: { kind: 'nothing' },
    },
    {
      id: 'after-limits',
      title: text('Limits', '调度参数'),
      why: text('The values that were declared final are read back once more.', '再次读取设定的最终值。'),
      source: 'checklist 4.7',
      checks: [limitsAsDeclared],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'after-ports',
      title: text('Services Port Status', 'Services Port Status'),
      why: text(
        'A TiKV that lost its status port runs on without monitoring, and nothing else would tell.',
        '丢失状态端口的 TiKV 仍会运行，但没有监控，也没有其他提示。',
      ),
      source: 'checklist 5',
      when: monitoringThere,
      checks: [servicesScrapedUp],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'after-dashboards',
      title: text('Dashboards', 'Grafana 面板'),
      why: text(
        'Figures that only people can judge. Compare them with the time before the upgrade.',
        '需要人工判断的指标，请与升级前对比。',
      ),
      source: 'checklist 5',
      when: monitoringThere,
      shows: dashboards,
      putBack: { kind: 'nothing' },
    },
    {
      id: 'after-pd-unit',
      title: text('The old pd.service', '旧的 pd.service'),
      why: text(
        'The playbook leaves the unit file of 2.1 behind. When somebody starts it, two units fight for one PD.',
        'playbook 会留下 2.1 的服务文件。若有人启动它，两个服务会争用同一个 PD。',
      ),
      source: 'checklist 4.1',
      when: underSystemd,
      checks: [oldPdUnitGone],
      putBack: { kind: 'nothing' },
    },
  ],
};
