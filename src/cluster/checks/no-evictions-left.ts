import { text, verbatim } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { schedulersProbe } from '../probes/schedulers.ts';
import { storesProbe } from '../probes/stores.ts';
import { topologyProbe } from '../probes/topology.ts';
import { componentAt, pdUrls } from '../topology.ts';
import { finding, notKnown } from './finding.ts';

const EVICT = 'evict-leader-scheduler-';

/** No evict-leader scheduler was left behind by an earlier run: it survives restarts and keeps a store without leaders. */
export const noEvictionsLeft: Check<ClusterPorts> = {
  id: 'no-evictions-left',
  title: text('No evict-leader scheduler is left over', '没有遗留的 evict-leader 调度器'),
  needs: [schedulersProbe, storesProbe, topologyProbe],
  judge(facts) {
    const schedulers = facts.of(schedulersProbe);
    if (!schedulers.known) return notKnown('no-evictions-left', text('the schedulers', '调度器'), schedulers);
    const topology = facts.value(topologyProbe);
    const left = schedulers.value.filter((name) => name.startsWith(EVICT));
    const loading = schedulers.value.length === 0;
    if (left.length === 0) {
      return finding(
        {
          id: 'no-evictions-left',
          result: loading ? 'unknown' : 'ok',
          what: loading
            ? text('PD lists no scheduler at all', 'PD 没有列出任何调度器')
            : text(
                `${schedulers.value.length} schedulers, none of them evicts leaders`,
                `共 ${schedulers.value.length} 个调度器，没有 evict-leader`,
              ),
          why: loading
            ? text('PD has not loaded its schedulers yet: it was just restarted', 'PD 尚未加载调度器：PD 刚刚重启')
            : text('leaders can move back to every store after its restart', '各 store 重启后 leader 都可以迁回'),
          next: loading ? [text('wait a minute and look again', '等待一分钟后重新检查')] : [],
        },
        [schedulers],
      );
    }
    const stores = facts.value(storesProbe) ?? [];
    const named = left.map((name) => {
      const store = stores.find(({ id }) => String(id) === name.slice(EVICT.length));
      return `${name} (${(store && topology && componentAt(topology, store.address)?.name) ?? store?.address ?? '?'})`;
    });
    const url = (topology && pdUrls(topology)[0]) ?? 'http://PD:2379';
    return finding(
      {
        id: 'no-evictions-left',
        result: 'block',
        what: text(`left over: ${named.join(', ')}`, `遗留：${named.join('、')}`),
        why: text(
          'the store gets no leaders until it is removed: those of the TiKV that is restarted have one store less to go to',
          '删除之前该 store 不会有 leader：重启其他 TiKV 时，其 leader 可迁往的 store 少一个',
        ),
        next: [
          text(
            'make sure that nobody needs it (another upgrade under way, a store being taken out)',
            '先确认没有人在使用它（其他升级、正在下线的 store）',
          ),
          ...left.map((name) => verbatim(`curl -X DELETE ${url}/pd/api/v1/schedulers/${name}`)),
        ],
      },
      [schedulers],
    );
  },
};
