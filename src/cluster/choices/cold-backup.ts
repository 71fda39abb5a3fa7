import { text } from '../../base/text.ts';
import type { Choices } from '../../engine/runbook.ts';
import { COLD_BACKUP } from '../checks/cold-backup-told.ts';
import type { ClusterPorts } from '../ports/index.ts';

/** Whether a full backup of the data is there: a person's word, journaled as such. */
export const askColdBackup: Choices<ClusterPorts> = {
  needs: [],
  ask() {
    return [
      {
        id: COLD_BACKUP,
        title: text(
          'Is there a full cold backup of the data, made by MyDumper for instance?',
          '是否已有完整的数据冷备份（例如由 MyDumper 导出）？',
        ),
        why: text(
          'No version goes back from 3.0. belay does not look for the backup: your answer is written down as told.',
          '升级到 3.0 后无法回退。belay 不检查备份本身，只如实记录您的回答。',
        ),
        options: [
          { answer: 'yes', title: text('yes, and it can be read', '有，且已验证可读') },
          { answer: 'no', title: text('no; go on without one', '没有，仍然继续') },
        ],
        proposed: null,
        free: null,
      },
    ];
  },
};
