import type { Action } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';

/** Puts back one thing that is owed, by the deeds that were written down with it. Nothing owed: nothing to do. */
export function settleDebt(debtId: string): Action<ClusterPorts> {
  return {
    id: `settle-${debtId}`,
    needs: [],
    plan: ({ debts }) => ({ deeds: debts.filter((debt) => debt.id === debtId).flatMap((debt) => debt.settle) }),
  };
}
