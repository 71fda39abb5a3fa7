import { parseBytes } from '../../base/bytes.ts';
import { type Text, text } from '../../base/text.ts';
import { type Answers, FREE_PREFIX, type Question } from '../../engine/answers.ts';
import type { MergeFinding, MergeRow } from '../../engine/view.ts';
import type { SharedCapacity } from '../capacity.ts';
import { capacityShown } from './capacity-shown.ts';
import { answerRefused, refusedAnswers } from './given-answers.ts';
import type { Place } from './types.ts';

/** A setting of conf/tikv.yml that is asked for, not merged. */
export interface Tuning {
  readonly place: Place;
  /** The value as written. */
  readonly value: string;
  readonly reason: Text;
  readonly source: string;
}

/** Id of the question for storage.block-cache.capacity. */
export const CAPACITY = 'capacity';
/** Id of the question for raftstore.hibernate-regions. */
export const HIBERNATE_REGIONS = 'hibernate-regions';
/** The answer that leaves the setting out. */
export const LEAVE = 'leave';

/** Where the shared block cache is set. */
export const CAPACITY_PLACE: Place = { path: 'conf/tikv.yml', key: 'storage.block-cache.capacity' };
const HIBERNATE_PLACE: Place = { path: 'conf/tikv.yml', key: 'raftstore.hibernate-regions' };

/**
 * Asks for storage.block-cache.capacity. Answers: the proposed size, `leave`, or `text: 16GB`.
 * @param capacity worked out from the memory of the TiKV machines; null when it is not known: then nothing is proposed.
 * @param rows of the merge: the caches of 2.1 that are retired are shown beside.
 */
export function capacityQuestion(capacity: SharedCapacity | null, rows: readonly MergeRow[] = []): Question {
  const options = capacity ? [{ answer: capacity.setting, title: sizeTitle(capacity) }] : [];
  return {
    id: CAPACITY,
    title: text('Shared block cache of each TiKV', '每个 TiKV 的共享 block cache'),
    why: text(
      'MEM_TOTAL × 0.5 / TiKV instances of the machine. Without it TiKV takes 45 % of the whole memory for each instance, as if it were alone there: two on one machine run out of it. conf/tikv.yml is one for all, so the smallest machine decides.',
      'MEM_TOTAL × 0.5 / 该机器的 TiKV 实例数。不设置时 TiKV 按独占整机计算，每个实例取内存的 45%：同机两个实例会内存不足。conf/tikv.yml 对所有实例只有一份，因此以最小的机器为准。',
    ),
    options: [...options, { answer: LEAVE, title: text('do not set it', '不设置') }],
    proposed: capacity?.setting ?? null,
    free: { hint: text('a size, as 16GB', '大小，例如 16GB'), refuse: refuseSize },
    shows: (answer) => capacityShown({ capacity, rows }, answer),
  };
}

/** Asks for raftstore.hibernate-regions. Answers: `true` or `leave`. It is optional (checklist 4.5), so leaving is proposed. */
export function hibernateRegionsQuestion(): Question {
  return {
    id: HIBERNATE_REGIONS,
    title: text('Let quiet regions hibernate', '开启静默 Region'),
    why: text(
      'Quiet regions stop their heartbeats: less CPU for clusters with many regions. Optional; it can be set later.',
      '静默 Region 不再发送心跳：Region 很多时可减少 CPU 消耗。可选，可日后再开启。',
    ),
    options: [
      { answer: 'true', title: text('set hibernate-regions: true', '设置 hibernate-regions: true') },
      { answer: LEAVE, title: text('leave it as it is', '保持不变') },
    ],
    proposed: LEAVE,
    free: null,
  };
}

/** The settings that the answers ask for, and the answers that cannot be taken. */
export function tunings(answers: Answers): {
  readonly asked: readonly Tuning[];
  readonly refused: readonly MergeFinding[];
} {
  const size = (answers.get(CAPACITY) ?? LEAVE).replace(FREE_PREFIX, '').trim();
  const refusal = size === LEAVE ? null : refuseSize(size);
  const asked: Tuning[] = [];
  if (size !== LEAVE && refusal === null) {
    const value = `"${size.replace(/^"|"$/g, '')}"`;
    const reason = text(
      'as answered: half of the memory, shared by the instances',
      '按您的选择：内存的一半由各实例分享',
    );
    asked.push({ place: CAPACITY_PLACE, value, reason, source: 'checklist 4.5' });
  }
  if (answers.get(HIBERNATE_REGIONS) === 'true') {
    const reason = text('as answered', '按您的选择');
    asked.push({ place: HIBERNATE_PLACE, value: 'true', reason, source: 'checklist 4.5' });
  }
  const hibernate = refusedAnswers([hibernateRegionsQuestion()], answers);
  return { asked, refused: [...(refusal ? [answerRefused(CAPACITY, refusal)] : []), ...hibernate] };
}

function refuseSize(value: string): Text | null {
  const bytes = parseBytes(value.trim().replace(/^"|"$/g, ''));
  const unit = /[A-Za-z]"?$/.test(value.trim());
  if (bytes !== null && bytes > 0 && unit) return null;
  return text('not a size; write it as 16GB or 512MB', '不是大小；请写作 16GB 或 512MB');
}

const sizeTitle = (capacity: SharedCapacity) =>
  text(
    `${capacity.setting}, for ${capacity.hosts.map((host) => `${host.host} × ${host.instances}`).join(', ')}`,
    `${capacity.setting}，依据 ${capacity.hosts.map((host) => `${host.host} × ${host.instances}`).join('、')}`,
  );
