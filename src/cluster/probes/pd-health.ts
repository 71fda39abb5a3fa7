import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** One member of PD and whether it is well. */
export interface PdMemberHealth {
  readonly name: string;
  readonly healthy: boolean;
}

/** What PD says of the health of each of its members. */
export const pdHealthProbe: Probe<ClusterPorts, readonly PdMemberHealth[]> = {
  id: 'pd-health',
  title: text('Health of the PD members', 'PD 成员健康状况'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/health', (pd) => pd.health());
  },
};
