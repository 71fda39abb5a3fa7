import { joinTexts, text } from '../../base/text.ts';
import type { Facts, Probe } from '../../engine/fact.ts';
import type { Planned } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';

/** A plan that waits: which of the facts it hangs on are not known, and why. */
export function whatIsMissing(
  facts: Facts<ClusterPorts>,
  probes: readonly Probe<ClusterPorts, unknown>[],
): Extract<Planned, { later: unknown }> {
  const reasons = probes.flatMap((probe) => {
    const fact = facts.of(probe);
    return fact.known ? [] : [text(`${probe.title.en}: ${fact.why.en}`, `${probe.title.zh}：${fact.why.zh}`)];
  });
  return { later: joinTexts(reasons, '; ') };
}
