import { text } from '../../../base/text.ts';
import { backUpConfiguration } from '../../../cluster/actions/back-up-configuration.ts';
import { backupDirLasts } from '../../../cluster/checks/backup-dir-lasts.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { backupReadsBack } from '../../../cluster/verifies/backup-reads-back.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 2.1: what was changed in the old tree, and what PD holds. */
export const backup: Phase<ClusterPorts> = {
  id: 'backup',
  title: text('Backup of the configuration', '备份配置'),
  why: text(
    'The merges carry your changes over from these files. PD keeps part of its configuration in etcd, where no file shows it.',
    '后续合并以这些文件为依据。PD 的部分配置保存在 etcd 中，任何文件都看不到。',
  ),
  steps: [
    {
      id: 'backup-files',
      title: text(
        'Save conf, group_vars, inventory.ini and PD’s live configuration',
        '备份 conf、group_vars、inventory.ini 与 PD 实时配置',
      ),
      why: text(
        'Files are kept whole, with digests. Of tidb.yml, tikv.yml and pd.yml the lines in effect are kept too: a line with a comment behind its value is in effect and stays, which `grep -v "#"` would lose. pd.json is what PD answers, byte for byte.',
        '文件完整保存并附摘要。tidb.yml、tikv.yml、pd.yml 另存有效行：值后带注释的行同样有效，会保留（`grep -v "#"` 会丢掉）。pd.json 为 PD 返回的原始内容。',
      ),
      source: 'checklist 2.1',
      checks: [backupDirLasts],
      action: backUpConfiguration,
      verify: backupReadsBack,
      putBack: {
        kind: 'hand',
        how: text('remove the backup directory, when the upgrade is long over', '升级完成较长时间后，可删除备份目录'),
      },
    },
  ],
};
