import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { finding, notKnown } from './finding.ts';

/** The backup directory survives a reboot, and does not lie in the tree that is to be cloned. */
export const backupDirLasts: Check<ClusterPorts> = {
  id: 'backup-dir-lasts',
  title: text('The backup is kept where it lasts', '备份目录可长期保留'),
  needs: [upgradeSettingsProbe],
  judge(facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return notKnown('backup-dir-lasts', text('the backup directory', '备份目录'), settings);
    const { backupDir, newTree } = settings.value;
    const inTree = backupDir === newTree || backupDir.startsWith(`${newTree}/`);
    const passing = /^\/(tmp|var\/tmp|dev\/shm|run)(\/|$)/.test(backupDir);
    const result = inTree ? 'block' : passing ? 'warn' : 'ok';
    return finding(
      {
        id: 'backup-dir-lasts',
        result,
        what: text(`the backup goes to ${backupDir}`, `备份目录为 ${backupDir}`),
        why: inTree
          ? text(
              'it lies in the new tree, which cannot be cloned into a directory that is not empty',
              '它位于新目录之内，而 git clone 要求目标目录为空',
            )
          : passing
            ? text('what lies there is gone after a reboot', '该位置的内容重启后会丢失')
            : text('it is kept over a reboot', '重启后仍然保留'),
        next:
          result === 'ok'
            ? []
            : [
                text(
                  'set `backupDir` in the profile to a directory under your home',
                  '在配置文件中将 `backupDir` 设为家目录下的路径',
                ),
              ],
      },
      [settings],
    );
  },
};
