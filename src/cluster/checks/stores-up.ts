import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import type { PdStore } from '../ports/pd.ts';
import { storesProbe } from '../probes/stores.ts';
import { finding, notKnown } from './finding.ts';

/** Every store that is not a tombstone is Up. */
export const storesUp: Check<ClusterPorts> = {
  id: 'stores-up',
  title: text('All stores are Up', '所有 store 均为 Up'),
  needs: [storesProbe],
  judge(facts) {
    const stores = facts.of(storesProbe);
    if (!stores.known) return notKnown('stores-up', text('the stores', 'store 状态'), stores);
    const living = stores.value.filter((store) => store.state !== 'Tombstone');
    const away = living.filter((store) => store.state !== 'Up');
    if (away.length === 0) {
      return finding(
        {
          id: 'stores-up',
          result: living.length > 0 ? 'ok' : 'unknown',
          what: text(`all ${living.length} stores are Up`, `${living.length} 个 store 全部为 Up`),
          why: text(
            `${stores.value.length - living.length} tombstones are left out of the count`,
            `未计入 ${stores.value.length - living.length} 个 Tombstone`,
          ),
        },
        [stores],
      );
    }
    const list = away.map((store) => `${store.id} (${store.address}): ${store.state}`).join(', ');
    // After a PD restart every store reads Down without a leader count for a while.
    const justRestarted = living.every((store) => store.state === 'Down' && store.leaderCount === null);
    return finding(
      {
        id: 'stores-up',
        result: justRestarted ? 'unknown' : 'block',
        what: text(
          `${away.length} of ${living.length} stores are not Up`,
          `${living.length} 个 store 中有 ${away.length} 个不是 Up`,
        ),
        why: justRestarted
          ? text(
              'PD calls every store Down: it was just restarted, or changed its leader',
              'PD 显示所有 store 为 Down：PD 刚重启或刚切换 leader',
            )
          : text(
              `${list}. With one more TiKV restarting, regions could lose their majority`,
              `${list}。此时再重启一个 TiKV，部分 Region 可能失去多数派`,
            ),
        next: nextFor(away, justRestarted),
      },
      [stores],
    );
  },
};

function nextFor(away: readonly PdStore[], justRestarted: boolean) {
  if (justRestarted) return [text('wait a minute and look again', '等待一分钟后重新检查')];
  return away.map((store) =>
    store.state === 'Offline'
      ? text(
          `store ${store.id} is being taken out: wait until it is Tombstone`,
          `store ${store.id} 正在下线：等待其变为 Tombstone`,
        )
      : text(
          `look at the log of the TiKV at ${store.address}, start it, wait until it is Up`,
          `查看 ${store.address} 上 TiKV 的日志，启动它并等待变为 Up`,
        ),
  );
}
