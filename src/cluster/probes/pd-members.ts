import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import type { PdMembers } from '../ports/pd.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** The members of PD and which of them leads. */
export const pdMembersProbe: Probe<ClusterPorts, PdMembers> = {
  id: 'pd-members',
  title: text('PD members and leader', 'PD 成员与 leader'),
  shelfLifeMs: 10_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/members', (pd) => pd.members());
  },
};
