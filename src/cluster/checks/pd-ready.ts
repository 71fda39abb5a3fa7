import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import { pdReadiness, pdReadinessProbes } from '../pd-readiness.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { finding } from './finding.ts';

/** PD has come to itself: what it says of leaders and schedulers can be believed. */
export const pdReady: Check<ClusterPorts> = {
  id: 'pd-ready',
  title: text('PD is ready', 'PD 已就绪'),
  needs: pdReadinessProbes,
  judge(facts) {
    const { ready, evidence } = pdReadiness(facts);
    const seen = pdReadinessProbes.map((probe) => facts.of(probe));
    if (ready === true) {
      return finding({ id: 'pd-ready', result: 'ok', what: text('PD is ready', 'PD 已就绪'), why: evidence }, seen);
    }
    return finding(
      {
        id: 'pd-ready',
        result: ready === false ? 'block' : 'unknown',
        what:
          ready === false
            ? text('PD has not come to itself yet', 'PD 尚未就绪')
            : text('whether PD is ready is not known', '无法判断 PD 是否就绪'),
        why: text(
          `${evidence.en}. Until leaders add up to the regions, a store that still has leaders looks empty`,
          `${evidence.zh}。leader 合计与 Region 数一致之前，仍有 leader 的 store 看起来像是空的`,
        ),
        next: [text('wait a minute and look again', '等待一分钟后重新检查')],
      },
      seen,
    );
  },
};
