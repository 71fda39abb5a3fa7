import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { finding } from './finding.ts';

/** The id of the question whether a full backup of the data is there. */
export const COLD_BACKUP = 'cold-backup';

/** A person said that a full cold backup is there. belay cannot see it: it is a person's word, and told as such. */
export const coldBackupTold: Check<ClusterPorts> = {
  id: 'cold-backup-told',
  title: text('A full cold backup is there', '已有完整冷备份'),
  needs: [],
  judge(_facts, answers) {
    const told = answers.get(COLD_BACKUP) === 'yes';
    return finding(
      {
        id: 'cold-backup-told',
        result: told ? 'ok' : 'warn',
        what: told
          ? text(
              'a full cold backup is there, as was told; belay has not looked',
              '已告知存在完整冷备份；belay 未做检查',
            )
          : text('nobody said that a full cold backup is there', '没有人确认存在完整冷备份'),
        why: text(
          'a cluster that went to 3.0 cannot go back: the backup is the only way back to the data of before',
          '升级到 3.0 后无法回退版本：备份是恢复升级前数据的唯一途径',
        ),
        next: told
          ? []
          : [
              text(
                'mydumper -h <tidb> -P 4000 -u root -o <directory>, and test that it can be read',
                'mydumper -h <tidb> -P 4000 -u root -o <目录>，并验证备份可读',
              ),
            ],
      },
      [],
    );
  },
};
