import { text } from '../../../base/text.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { noDebtLeft } from '../../../cluster/verifies/no-debt-left.ts';
import { whereTheReportIs } from '../../../cluster/views/where-the-report-is.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** The end: nothing is left behind, and what happened can be read. */
export const report: Phase<ClusterPorts> = {
  id: 'report',
  title: text('Report', '报告'),
  why: text(
    'An upgrade ends when nothing is left to be put back and others can read what was done.',
    '没有待还原的项目，且他人可以查看全过程，升级才算结束。',
  ),
  steps: [
    {
      id: 'nothing-owed',
      title: text('Nothing is left behind', '没有遗留'),
      why: text(
        'Evict schedulers, limits and edited files: everything that was changed for a while must be as it was, or at its declared value.',
        'evict-leader 调度器、调度参数、修改过的文件：所有临时改动都必须已还原，或为设定的最终值。',
      ),
      source: 'checklist 4.7',
      verify: noDebtLeft,
      putBack: { kind: 'nothing' },
    },
    {
      id: 'write-report',
      title: text('The report', '升级报告'),
      why: text(
        'It says who decided what, what was run, how long it took, and what is left to do.',
        '内容包括：谁做了什么决定、执行了什么、耗时多久、还有哪些待办。',
      ),
      source: 'checklist 5',
      shows: whereTheReportIs,
      putBack: { kind: 'nothing' },
    },
  ],
};
