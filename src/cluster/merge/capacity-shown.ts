import { formatBytes, parseBytes } from '../../base/bytes.ts';
import { type Text, text } from '../../base/text.ts';
import { FREE_PREFIX } from '../../engine/answers.ts';
import type { FactRow, FactsView, MergeRow } from '../../engine/view.ts';
import type { SharedCapacity } from '../capacity.ts';
import { BLOCK_CACHE_KEYS } from './release-facts.ts';

/** What TiKV 3.0 takes for its block cache where no capacity is set. Source: checklist 4.5, TiKV's storage.block-cache. */
const DEFAULT_SHARE = 0.45;
/** From here on little is left for memtables, the operating system's cache and everything else on the machine. */
const TIGHT_SHARE = 0.6;

/** What the capacity question rests on. */
export interface CapacityFacts {
  /** null: the memory of the machines is not known. */
  readonly capacity: SharedCapacity | null;
  /** Rows of the merge: the caches of 2.1 that are retired are shown beside. */
  readonly rows: readonly MergeRow[];
}

/**
 * The machines with what an answer comes to on each, and the caches of 2.1 that nothing reads any more. They are shown
 * beside, never added up: one shared cache is not the sum of the four.
 * @param answer a size, `text: …` or `leave`; null: none yet, what is proposed is shown.
 */
export function capacityShown({ capacity, rows }: CapacityFacts, answer: string | null): FactsView {
  const size = answer === null ? (capacity?.setting ?? null) : answer.replace(FREE_PREFIX, '').replace(/^"|"$/g, '');
  const bytes = size === null ? null : parseBytes(size);
  const hosts = capacity?.hosts ?? [];
  const retired = rows.filter((row) => row.verdict === 'retired' && BLOCK_CACHE_KEYS.includes(row.key));
  return {
    kind: 'facts',
    rows: [
      ...(hosts.length > 0 ? hosts.map((host) => hostRow(host, bytes)) : [unknownRow()]),
      ...retired.map(retiredRow),
    ],
  };
}

type Machine = SharedCapacity['hosts'][number];

function hostRow(machine: Machine, bytes: number | null): FactRow {
  const { host, memoryBytes, instances } = machine;
  const each = bytes ?? memoryBytes * DEFAULT_SHARE;
  const share = (each * instances) / memoryBytes;
  const percent = Math.round(share * 100);
  const [memory, one] = [formatBytes(memoryBytes), formatBytes(each)];
  const used = `${memory}, ${instances} × ${one} = ${percent} %`;
  return {
    id: host,
    label: text(host, host),
    value: bytes === null ? text(`${used} (TiKV's own default)`, `${used}（TiKV 默认值）`) : text(used, used),
    note: noteOf(share, bytes === null && instances > 1),
    mark: share > 1 ? 'block' : share > TIGHT_SHARE ? 'warn' : 'ok',
    source: `${host}: free -b`,
    seenAt: null,
  };
}

function noteOf(share: number, eachAsIfAlone: boolean): Text | null {
  if (share <= TIGHT_SHARE) return null;
  if (share > 1) return text('more than the machine has', '超过该机器的内存');
  return eachAsIfAlone
    ? text(
        'each instance counts the whole memory as its own: together they leave too little',
        '每个实例都按整机内存计算：合计后余量不足',
      )
    : text(
        'little is left for memtables and the cache of the operating system',
        '留给 memtable 与操作系统缓存的内存很少',
      );
}

function unknownRow(): FactRow {
  const label = text('memory of the TiKV machines', 'TiKV 机器内存');
  const note = text(
    'not every machine told its memory: nothing is proposed, the smallest could be the one that is missing',
    '有机器的内存未知：不给出建议值，最小的可能正是缺失的那台',
  );
  return { id: 'memory', label, value: null, note, mark: 'unknown', source: 'free -b', seenAt: null };
}

function retiredRow({ id, key, old }: MergeRow): FactRow {
  return {
    id,
    label: text(key, key),
    value: text(`${old ?? ''}, not read by 3.0`, `${old ?? ''}，3.0 不再读取`),
    note: null,
    mark: 'warn',
    source: 'conf/tikv.yml',
    seenAt: null,
  };
}
