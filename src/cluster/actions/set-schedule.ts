import type { Json } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { CallDeed, Debt } from '../../engine/deed.ts';
import type { Action } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { scheduleConfigProbe } from '../probes/schedule-config.ts';
import { topologyProbe } from '../probes/topology.ts';
import { FINAL_MERGE_LIMIT, FIRST_MERGE_LIMIT, MERGE_KEYS, MERGE_SIZE_MIB } from '../region-merging.ts';
import { whatIsMissing } from '../rolling/what-is-missing.ts';
import { pdUrls } from '../topology.ts';

/** Sets one key of PD's schedule configuration for good. */
export function setSchedule(key: string, value: number): Action<ClusterPorts> {
  return {
    id: `set-${key}-${value}`,
    needs: [topologyProbe],
    plan({ facts }) {
      const pdUrl = urlOf(facts.value(topologyProbe));
      return pdUrl === undefined ? whatIsMissing(facts, [topologyProbe]) : { deeds: [scheduleCall(pdUrl, key, value)] };
    },
  };
}

/**
 * Turns merging on: the low limit first, so that it never runs at the old one; then the size and the keys up to which regions are
 * merged, which 2.1 persisted as 0. The low limit is owed: it is to end at the final one.
 */
export const startMerging: Action<ClusterPorts> = {
  id: 'start-merging',
  needs: [topologyProbe, scheduleConfigProbe],
  plan({ facts }) {
    const pdUrl = urlOf(facts.value(topologyProbe));
    if (pdUrl === undefined) return whatIsMissing(facts, [topologyProbe]);
    const held = facts.value(scheduleConfigProbe)?.[LIMIT] ?? null;
    return {
      deeds: [
        { ...scheduleCall(pdUrl, LIMIT, FIRST_MERGE_LIMIT), opens: [lowLimit(pdUrl, held)] },
        scheduleCall(pdUrl, 'max-merge-region-size', MERGE_SIZE_MIB),
        scheduleCall(pdUrl, 'max-merge-region-keys', MERGE_KEYS),
      ],
    };
  },
};

const LIMIT = 'merge-schedule-limit';
const PATH = '/pd/api/v1/config/schedule';

/** One POST with one key, so that each can be read back by itself: PD answers 200 to keys it does not know. */
function scheduleCall(pdUrl: string, key: string, value: number): CallDeed {
  const url = `${pdUrl}${PATH}`;
  return {
    kind: 'call',
    id: key,
    title: text(`${key} = ${value}`, `${key} = ${value}`),
    method: 'POST',
    url,
    body: { [key]: value },
    okStatus: [200],
    proof: { kind: 'json', url, at: [key], equals: value },
  };
}

function lowLimit(pdUrl: string, held: Json): Debt {
  return {
    id: LIMIT,
    what: text(
      `${LIMIT} is held at ${FIRST_MERGE_LIMIT} for a while; its final value is ${FINAL_MERGE_LIMIT} (before: ${held ?? '?'})`,
      `${LIMIT} 暂时为 ${FIRST_MERGE_LIMIT}；最终值为 ${FINAL_MERGE_LIMIT}（之前：${held ?? '?'}）`,
    ),
    original: held,
    settledWhen: [{ kind: 'json', url: `${pdUrl}${PATH}`, at: [LIMIT], equals: FINAL_MERGE_LIMIT }],
    settle: [scheduleCall(pdUrl, LIMIT, FINAL_MERGE_LIMIT)],
  };
}

function urlOf(topology: Parameters<typeof pdUrls>[0] | undefined): string | undefined {
  return topology && pdUrls(topology)[0];
}
