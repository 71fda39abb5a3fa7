import { text } from '../../../base/text.ts';
import { raiseEvictionWait } from '../../../cluster/actions/raise-eviction-wait.ts';
import { chooseEvictionWait } from '../../../cluster/choices/eviction-wait.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { evictionWaitAsChosen } from '../../../cluster/verifies/eviction-wait.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 4.7: how patient the playbook is before it stops a TiKV. */
export const evictionWait: Phase<ClusterPorts> = {
  id: 'eviction-wait',
  title: text('Eviction wait', '等待 leader 迁移的时间'),
  why: text(
    'Leaders leave a TiKV before it stops, so that requests never find it gone. The playbook waits only so long and then stops it anyway.',
    'TiKV 停止前先迁走 leader，避免请求落空。playbook 只等待有限时间，超时后仍会停止 TiKV。',
  ),
  steps: [
    {
      id: 'raise-eviction-wait',
      title: text('Let the playbook wait longer', '延长 playbook 的等待时间'),
      why: text(
        'A TiKV that is stopped with leaders on it costs its regions an election, and the playbook does not call that a failure. A longer wait costs nothing where leaders leave quickly. The file is put back after the rolling update.',
        '带着 leader 停止的 TiKV 会让相应 Region 重新选举，而 playbook 不视为失败。leader 迁移很快时，延长等待不会增加耗时。滚动升级后会还原该文件。',
      ),
      source: 'checklist 4.7',
      choices: chooseEvictionWait,
      gate: {
        strength: 'continue',
        title: text('Edit the wait in the new tree', '修改新目录中的等待时间'),
        means: text(
          'One file of the new tree is edited for this run. Nothing is restarted.',
          '仅为本次运行修改新目录中的一个文件，不会重启任何服务。',
        ),
        rests: [],
      },
      action: raiseEvictionWait,
      verify: evictionWaitAsChosen,
      putBack: {
        kind: 'debt',
        how: text(
          'the file is written back as it was after the rolling update, or by `belay debts --settle`',
          '滚动升级后写回原文件，或执行 `belay debts --settle`',
        ),
      },
    },
  ],
};
