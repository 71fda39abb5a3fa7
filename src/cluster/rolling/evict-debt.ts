import { text } from '../../base/text.ts';
import type { Debt } from '../../engine/deed.ts';

/** The scheduler that the playbook adds to empty a TiKV of leaders, before anybody knows whether it will remove it. */
export interface Eviction {
  /** The TiKV's inventory name. */
  readonly name: string;
  readonly storeId: number;
  /** `http://10.0.0.11:2379` */
  readonly pdUrl: string;
  /** A scheduler that is there now and stays: while it is not listed, PD has not loaded its schedulers and absence means nothing. */
  readonly witness: string;
}

/** The name that PD gives the scheduler of a store. */
export function evictSchedulerName(storeId: number): string {
  return `evict-leader-scheduler-${storeId}`;
}

/** Whether a scheduler keeps leaders off a store. */
export function isEvictScheduler(name: string): boolean {
  return name.startsWith('evict-leader-scheduler');
}

/**
 * What a TiKV play owes from its start: its evict scheduler is removed only after the TiKV answers again. Any failure
 * before leaves it, it outlives restarts of PD, and the store stays without leaders.
 */
export function evictDebt({ name, storeId, pdUrl, witness }: Eviction): Debt {
  const scheduler = evictSchedulerName(storeId);
  const url = `${pdUrl}/pd/api/v1/schedulers`;
  return {
    id: `evict-leader/${name}`,
    what: text(
      `${scheduler} on ${name}: while it is there, the store takes no leaders`,
      `${name} 上的 ${scheduler}：只要它还在，该 store 就不会有 leader`,
    ),
    original: null,
    settledWhen: [
      { kind: 'listed', url, item: witness, present: true },
      { kind: 'listed', url, item: scheduler, present: false },
    ],
    settle: [
      {
        kind: 'call',
        id: `remove-${scheduler}`,
        title: text(`remove ${scheduler}`, `删除 ${scheduler}`),
        method: 'DELETE',
        url: `${url}/${scheduler}`,
        body: null,
        // One that is gone already is 500 on 2.1 and 3.0, 404 later; what counts is what is listed afterwards.
        okStatus: [200, 404, 500],
        proof: { kind: 'listed', url, item: scheduler, present: false },
      },
    ],
  };
}
