import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** Scheduling operators under way, in the words of PD. */
export const operatorsProbe: Probe<ClusterPorts, readonly string[]> = {
  id: 'operators',
  title: text('Operators that run', '正在执行的 operator'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/operators', (pd) => pd.operators());
  },
};
