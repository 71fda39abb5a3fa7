import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import { estimateWords } from '../estimate.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { topologyProbe } from '../probes/topology.ts';
import { componentsOf } from '../topology.ts';
import { finding, notKnown } from './finding.ts';

/** How long the business is to be told it takes (checklist 3.2). */
export const noticeHasEstimate: Check<ClusterPorts> = {
  id: 'notice-has-estimate',
  title: text('How long it takes', '预计耗时'),
  needs: [topologyProbe],
  judge(facts) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return notKnown('notice-has-estimate', text('the estimate', '预计耗时'), topology);
    const tikvs = componentsOf(topology.value, 'tikv').length;
    const total = estimateWords(topology.value);
    return finding(
      {
        id: 'notice-has-estimate',
        result: 'ok',
        what: text(`it takes about ${total.en}`, `预计耗时约 ${total.zh}`),
        why: text(`${tikvs} TiKVs × 5 min, and 10 min for the rest`, `${tikvs} 个 TiKV × 5 分钟，另加 10 分钟`),
      },
      [topology],
    );
  },
};
