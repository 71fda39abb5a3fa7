import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { supervisionProbe } from '../probes/supervision.ts';
import { finding, notKnown } from './finding.ts';

/** Tells which playbook rolls the update for this supervision mode (checklist 4.1). */
export const playbookFitsSupervision: Check<ClusterPorts> = {
  id: 'playbook-fits-supervision',
  title: text('The playbook for this supervision mode', '与守护方式对应的 playbook'),
  needs: [supervisionProbe],
  judge(facts) {
    const supervision = facts.of(supervisionProbe);
    if (!supervision.known)
      return notKnown('playbook-fits-supervision', text('the supervision mode', '守护方式'), supervision);
    const bySystemd = supervision.value === 'systemd';
    return finding(
      {
        id: 'playbook-fits-supervision',
        result: 'ok',
        what: bySystemd
          ? text(
              'systemd: excessive_rolling_update.yml, for PD and this once',
              'systemd：使用 excessive_rolling_update.yml，仅用于 PD、仅此一次',
            )
          : text('supervise: rolling_update.yml', 'supervise：使用 rolling_update.yml'),
        why: bySystemd
          ? text(
              '3.0 names the service of PD after its port: the excessive playbook stops the old unit and starts the new one. Run twice for PD it would wait for a unit that is gone; belay goes on with rolling_update.yml, which does the same for the other components',
              '3.0 中 PD 的服务名带端口：excessive playbook 停止旧 unit 并启动新 unit。对 PD 再执行一次会等待已不存在的 unit；其余组件由 belay 用效果相同的 rolling_update.yml 继续',
            )
          : text('without systemd units nothing is renamed', '不使用 systemd unit，服务名没有变化'),
      },
      [supervision],
    );
  },
};
