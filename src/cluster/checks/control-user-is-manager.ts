import { text, verbatim } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { controlUserProbe } from '../probes/control-user.ts';
import { oldTopologyProbe } from '../probes/topology.ts';
import { finding, notKnown } from './finding.ts';

/** The commands run as the management user of the cluster (ansible_user), not as root: checklist 3.2. */
export const controlUserIsManager: Check<ClusterPorts> = {
  id: 'control-user-is-manager',
  title: text('The management user runs the upgrade', '由管理用户执行升级'),
  needs: [controlUserProbe, oldTopologyProbe],
  judge(facts) {
    const user = facts.of(controlUserProbe);
    if (!user.known) return notKnown('control-user-is-manager', text('the user', '用户'), user, [verbatim('id -un')]);
    const topology = facts.of(oldTopologyProbe);
    const manager = topology.known ? topology.value.user : 'tidb';
    const next = [text(`log in to the control machine as ${manager}`, `以 ${manager} 用户登录中控机`)];
    if (user.value === 'root') {
      return finding(
        {
          id: 'control-user-is-manager',
          result: 'block',
          what: text('commands on the control machine run as root', '中控机上的命令以 root 身份执行'),
          why: text(
            `files that root leaves behind in the trees and on the hosts can no longer be changed by ${manager}`,
            `root 在目录和各主机上留下的文件，${manager} 之后无法修改`,
          ),
          next,
        },
        [user, topology],
      );
    }
    const right = user.value === manager;
    return finding(
      {
        id: 'control-user-is-manager',
        result: right ? 'ok' : 'warn',
        what: text(`the user is ${user.value}`, `当前用户为 ${user.value}`),
        why: text(`ansible_user of the inventory is ${manager}`, `inventory 中 ansible_user 为 ${manager}`),
        next: right ? [] : next,
      },
      [user, topology],
    );
  },
};
