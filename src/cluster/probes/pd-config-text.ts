import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** The whole live configuration of PD, byte for byte as it wrote it. */
export const pdConfigTextProbe: Probe<ClusterPorts, string> = {
  id: 'pd-config-text',
  title: text('Live configuration of PD', 'PD 的实时配置'),
  shelfLifeMs: 60_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/config', (pd) => pd.configText());
  },
};
