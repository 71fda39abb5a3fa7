import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { isSeries, parseVersion } from '../versions.ts';
import { finding, notKnown } from './finding.ts';

/** The profile's target is a release of 3.0. */
export const targetIs30: Check<ClusterPorts> = {
  id: 'target-is-3-0',
  title: text('The target is a 3.0 release', '目标版本属于 3.0'),
  needs: [upgradeSettingsProbe],
  judge(facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return notKnown('target-is-3-0', text('the target', '目标版本'), settings);
    const { target } = settings.value;
    const version = parseVersion(target);
    const right = version !== null && isSeries(version, 3, 0) && target.startsWith('v');
    const released = right && version.suffix === '';
    return finding(
      {
        id: 'target-is-3-0',
        result: released ? 'ok' : right ? 'warn' : 'block',
        what: text(`the target is ${target}`, `目标版本为 ${target}`),
        why: released
          ? text('a release of 3.0', '3.0 的正式版本')
          : right
            ? text(
                'it is no release: candidates are not meant for production',
                '不是正式版本：候选版本不适用于生产环境',
              )
            : text('this runbook goes to a tag v3.0.x and nowhere else', '本流程只升级到 v3.0.x 的 tag'),
        next: released
          ? []
          : [text('set `target: v3.0.9` (or later) in the profile', '在配置文件中设置 `target: v3.0.9`（或更高）')],
      },
      [settings],
    );
  },
};
