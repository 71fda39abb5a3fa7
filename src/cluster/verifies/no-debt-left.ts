import { joinTexts, text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';

/** Nothing is owed any more in this run. What is, is settled from the failure that this ends in, or with `belay debts --settle`. */
export const noDebtLeft: Verify<ClusterPorts> = {
  id: 'no-debt-left',
  title: text('nothing is left to be put back', '没有待还原的项目'),
  needs: [],
  everyMs: 1_000,
  timeoutMs: 5_000,
  judge({ debts }) {
    if (debts.length === 0) return { holds: 'yes', evidence: text('nothing is owed', '没有待还原的项目') };
    const list = joinTexts(
      debts.map((debt) => debt.what),
      '; ',
    );
    return { holds: 'no', evidence: text(`still owed: ${list.en}`, `尚未还原：${list.zh}`) };
  },
};
