import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { pdHealthProbe } from '../probes/pd-health.ts';
import { pdMembersProbe } from '../probes/pd-members.ts';
import { topologyProbe } from '../probes/topology.ts';
import { componentsOf, pdUrls } from '../topology.ts';
import { finding, notKnown } from './finding.ts';

/** Every PD of the inventory is a member and healthy, and one of them leads. */
export const pdMembersHealthy: Check<ClusterPorts> = {
  id: 'pd-members-healthy',
  title: text('All PD members are healthy', 'PD 成员全部健康'),
  needs: [topologyProbe, pdHealthProbe, pdMembersProbe],
  judge(facts) {
    const topology = facts.of(topologyProbe);
    const health = facts.of(pdHealthProbe);
    const members = facts.of(pdMembersProbe);
    const url = topology.known ? (pdUrls(topology.value)[0] ?? 'http://PD:2379') : 'http://PD:2379';
    const next = [text(`curl ${url}/pd/health`, `curl ${url}/pd/health`)];
    const subject = text('the health of PD', 'PD 健康状况');
    if (!health.known) return notKnown('pd-members-healthy', subject, health, next);
    if (!members.known) return notKnown('pd-members-healthy', subject, members, next);
    const sick = health.value.filter((member) => !member.healthy).map((member) => member.name);
    const placed = topology.known ? componentsOf(topology.value, 'pd').length : health.value.length;
    const leader = members.value.leader;
    const well = sick.length === 0 && leader !== null && health.value.length >= placed;
    const list = health.value.map((member) => member.name).join(', ');
    return finding(
      {
        id: 'pd-members-healthy',
        result: well ? 'ok' : 'block',
        what: well
          ? text(`all ${health.value.length} PD members are healthy`, `${health.value.length} 个 PD 成员全部健康`)
          : sick.length > 0
            ? text(`PD members are not healthy: ${sick.join(', ')}`, `PD 成员不健康：${sick.join('、')}`)
            : leader === null
              ? text('PD has no leader', 'PD 没有 leader')
              : text(
                  `PD has ${health.value.length} members, the inventory has ${placed}`,
                  `PD 有 ${health.value.length} 个成员，inventory 中有 ${placed} 个`,
                ),
        why: text(
          `members: ${list}; leader: ${leader ?? 'none'}. PD is restarted one by one and must keep its majority`,
          `成员：${list}；leader：${leader ?? '无'}。PD 会逐个重启，必须始终保持多数派`,
        ),
        next: well ? [] : [...next, text('mend the PD that is down, then look again', '修复故障的 PD 后重新检查')],
      },
      [health, members],
    );
  },
};
