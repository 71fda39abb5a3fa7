import { text } from '../../base/text.ts';
import type { Shows } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';

/** What can be taken back, where the line lies, and what is left behind it. */
export const showPointOfNoReturn: Shows<ClusterPorts> = {
  needs: [upgradeSettingsProbe],
  everyMs: null,
  view({ facts }) {
    const settings = facts.value(upgradeSettingsProbe);
    const newTree = settings?.newTree ?? 'newTree';
    const backupDir = settings?.backupDir ?? 'backupDir';
    return {
      kind: 'text',
      paragraphs: [
        text(
          `Before the line: backup, new tree, merges, download. Only ${newTree} and ${backupDir} are written; remove them and nothing happened.`,
          `界线之前：备份、新目录、配置合并、下载。只会写入 ${newTree} 与 ${backupDir}；删除它们即恢复原状。`,
        ),
        text(
          '──── the point of no return: the rolling update, at the first restart of a PD ────',
          '──── 不可回退点：滚动升级，第一个 PD 重启时 ────',
        ),
        text(
          'Behind the line: there is no way back to 2.1, only on to 3.0. A step that fails is mended and gone on from; the data of before is in the cold backup alone.',
          '界线之后：无法回退到 2.1，只能继续到 3.0。失败的步骤需修复后继续；升级前的数据只存在于冷备份中。',
        ),
      ],
    };
  },
};
