import { text } from '../../../base/text.ts';
import { componentsOf, machinesOf } from '../../topology.ts';
import { BLOCK_CACHE_KEYS } from '../release-facts.ts';
import { CAPACITY_PLACE } from '../tuning.ts';
import { placeId } from '../types.ts';
import type { Finder } from './context.ts';

/** Tuned caches of 2.1 that are gone: what takes their place is pointed out, never worked out from them. */
export const blockCacheRetired: Finder = ({ rows }) => {
  const gone = rows.filter((row) => row.verdict === 'retired' && BLOCK_CACHE_KEYS.includes(row.key));
  if (gone.length === 0) return [];
  const figures = gone.map((row) => `${row.key} ${row.old}`).join(', ');
  return [
    {
      code: 'block-cache-size-retired',
      severity: 'warn',
      where: placeId(CAPACITY_PLACE),
      what: text(
        'the caches of the column families are one in 3.0: storage.block-cache.capacity',
        '3.0 中各 column family 的缓存合而为一：storage.block-cache.capacity',
      ),
      why: text(`you had set ${figures}`, `您曾设置 ${figures}`),
      next: [
        text(
          'set storage.block-cache.capacity to MEM_TOTAL × 0.5 / TiKV instances of the machine',
          '将 storage.block-cache.capacity 设为 MEM_TOTAL × 0.5 / 该机器的 TiKV 实例数',
        ),
      ],
    },
  ];
};

/** TiKVs that share a machine need a capacity: without one each takes about 45 % of the memory. */
export const capacitySet: Finder = ({ topology, files }) => {
  const set = files.get(CAPACITY_PLACE.path)?.sides.get(CAPACITY_PLACE.key)?.set;
  const crowded = machinesOf(componentsOf(topology, 'tikv')).filter(({ components }) => components.length > 1);
  if ((set !== null && set !== undefined) || crowded.length === 0) return [];
  const addresses = crowded.map(({ host, components }) => `${host.address} × ${components.length}`).join(', ');
  return [
    {
      code: 'capacity-unset',
      severity: 'warn',
      where: placeId(CAPACITY_PLACE),
      what: text('several TiKVs share a machine, and no capacity is set', '多个 TiKV 同机，但未设置 capacity'),
      why: text(`each would take about 45 % of the memory (${addresses})`, `每个实例约占内存的 45%（${addresses}）`),
      next: [text('belay capacity --memory SIZE --instances N', 'belay capacity --memory 大小 --instances 实例数')],
    },
  ];
};
