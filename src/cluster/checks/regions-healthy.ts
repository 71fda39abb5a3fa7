import { type Text, text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { Verdict } from '../../engine/verdict.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type RegionHealth, regionHealthProbe } from '../probes/region-health.ts';
import { topologyProbe } from '../probes/topology.ts';
import { pdUrls } from '../topology.ts';
import { finding, notKnown } from './finding.ts';

/** No region is short of a replica, none has one that is down; lagging ones are told. */
export const regionsHealthy: Check<ClusterPorts> = {
  id: 'regions-healthy',
  title: text('All regions have their replicas', '所有 Region 副本完整'),
  needs: [regionHealthProbe, topologyProbe],
  judge(facts) {
    const health = facts.of(regionHealthProbe);
    if (!health.known) return notKnown('regions-healthy', text('the health of the regions', 'Region 健康状况'), health);
    const topology = facts.value(topologyProbe);
    const { missing, down, pending } = health.value;
    const result = verdict(health.value);
    const shown = (n: number | null) => (n === null ? '?' : String(n));
    return finding(
      {
        id: 'regions-healthy',
        result,
        what: text(
          `regions with a missing replica: ${shown(missing)}, a replica down: ${shown(down)}, a lagging replica: ${shown(pending)}`,
          `缺少副本的 Region：${shown(missing)}，副本 down：${shown(down)}，副本落后：${shown(pending)}`,
        ),
        why: WHY[result],
        next:
          result === 'ok'
            ? []
            : [
                text(
                  `curl ${(topology && pdUrls(topology)[0]) ?? 'http://PD:2379'}/pd/api/v1/regions/check/miss-peer   (down-peer, pending-peer)`,
                  `curl ${(topology && pdUrls(topology)[0]) ?? 'http://PD:2379'}/pd/api/v1/regions/check/miss-peer   （down-peer、pending-peer 同理）`,
                ),
                text('wait until PD has made up the replicas, then look again', '等待 PD 补齐副本后重新检查'),
              ],
      },
      [health],
    );
  },
};

const WHY: Readonly<Record<Verdict, Text>> = {
  ok: text('each TiKV may be restarted without a region losing its majority', '逐个重启 TiKV 不会使 Region 失去多数派'),
  warn: text('replicas that lag behind usually catch up by themselves', '落后的副本通常会自行追上'),
  block: text(
    'restarting a TiKV now could leave regions without a majority',
    '此时重启 TiKV 可能使部分 Region 失去多数派',
  ),
  unknown: text('PD does not tell one of these counts', 'PD 未给出其中某项计数'),
};

function verdict({ missing, down, pending }: RegionHealth): Verdict {
  if ((missing ?? 0) > 0 || (down ?? 0) > 0) return 'block';
  if (missing === null || down === null || pending === null) return 'unknown';
  return pending > 0 ? 'warn' : 'ok';
}
