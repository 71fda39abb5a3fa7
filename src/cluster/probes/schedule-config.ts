import type { Json } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { readFromPd } from './from-pd.ts';
import { topologyProbe } from './topology.ts';

/** The schedule configuration that holds, which may differ from pd.yml: PD keeps it in etcd and prefers it. */
export const scheduleConfigProbe: Probe<ClusterPorts, Readonly<Record<string, Json>>> = {
  id: 'schedule-config',
  title: text('Schedule configuration that PD holds', 'PD 当前的调度配置'),
  shelfLifeMs: 30_000,
  needs: [topologyProbe],
  async read(ports, facts) {
    return readFromPd(ports, facts, '/pd/api/v1/config/schedule', (pd) => pd.schedule());
  },
};
