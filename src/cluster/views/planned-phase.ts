import type { Shows } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';

/** What a phase will do, from its plan. */
export function plannedPhase(phase: string): Shows<ClusterPorts> {
  return { needs: [], everyMs: null, view: () => ({ kind: 'plan', phases: [phase] }) };
}
