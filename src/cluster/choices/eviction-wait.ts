import { type Text, text } from '../../base/text.ts';
import { type Answers, FREE_PREFIX } from '../../engine/answers.ts';
import type { Choices } from '../../engine/runbook.ts';
import type { EvictionWait } from '../eviction-wait.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { evictionWaitProbe } from '../probes/eviction-wait.ts';

const RETRIES = 'eviction-retries';
const DELAY = 'eviction-delay';
/** The checklist's upper bound. */
const MOST = 1800;
const PROPOSED_RETRIES = 60;

/** How patient the playbook is with each TiKV. */
export const chooseEvictionWait: Choices<ClusterPorts> = {
  needs: [evictionWaitProbe],
  ask({ facts }) {
    const now = facts.value(evictionWaitProbe)?.placed.wait;
    if (now === undefined) return [];
    const retries = [...new Set([now.retries, PROPOSED_RETRIES, 180, MOST])].sort((a, b) => a - b);
    return [
      {
        id: RETRIES,
        title: text('How often to look whether the leaders have left', '检查 leader 是否迁走的次数（retries）'),
        why: text(
          `The tree says ${now.retries} × ${now.delaySeconds} s; then the TiKV is stopped with whatever leaders it has left, and nothing fails. A higher number costs no time where leaders leave quickly.`,
          `当前为 ${now.retries} × ${now.delaySeconds} 秒；超过后即使仍有 leader，TiKV 也会被停止且不报错。leader 很快迁走时，调大不会增加耗时。`,
        ),
        options: retries.map((count) => ({ answer: String(count), title: waitOf(count, now.delaySeconds) })),
        proposed: String(Math.max(PROPOSED_RETRIES, now.retries)),
        free: wholeNumber(MOST),
      },
      {
        id: DELAY,
        title: text('Seconds between two looks', '两次检查的间隔（delay，秒）'),
        why: text(
          'Shorter notices sooner that a TiKV is empty; PD is asked once each time.',
          '间隔越短，越早发现 leader 已迁完；每次检查会请求 PD 一次。',
        ),
        options: [...new Set([5, now.delaySeconds])]
          .sort((a, b) => a - b)
          .map((seconds) => ({ answer: String(seconds), title: text(`${seconds} s`, `${seconds} 秒`) })),
        proposed: String(now.delaySeconds),
        free: wholeNumber(60),
      },
    ];
  },
};

/** The wait that was chosen; what was not answered stays as it is in the tree. */
export function chosenWait(answers: Answers, now: EvictionWait): EvictionWait {
  return {
    retries: numberOf(answers.get(RETRIES)) ?? now.retries,
    delaySeconds: numberOf(answers.get(DELAY)) ?? now.delaySeconds,
  };
}

function waitOf(retries: number, delaySeconds: number): Text {
  const minutes = Math.round((retries * delaySeconds) / 6) / 10;
  return text(`${retries} times: up to ${minutes} min for each TiKV`, `${retries} 次：每个 TiKV 最多 ${minutes} 分钟`);
}

function wholeNumber(most: number) {
  return {
    hint: text(`a whole number from 1 to ${most}`, `1 到 ${most} 的整数`),
    refuse: (value: string): Text | null =>
      /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most
        ? null
        : text(`it takes a whole number from 1 to ${most}`, `需为 1 到 ${most} 的整数`),
  };
}

function numberOf(answer: string | undefined): number | null {
  const digits = answer?.startsWith(FREE_PREFIX) ? answer.slice(FREE_PREFIX.length) : answer;
  return digits !== undefined && /^\d+$/.test(digits) ? Number(digits) : null;
}
