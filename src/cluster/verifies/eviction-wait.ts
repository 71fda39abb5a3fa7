import { isJsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Verify, VerifyLook } from '../../engine/runbook.ts';
import { EVICTION_WAIT_DEBT } from '../actions/raise-eviction-wait.ts';
import { chosenWait } from '../choices/eviction-wait.ts';
import type { EvictionWait } from '../eviction-wait.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { evictionWaitProbe } from '../probes/eviction-wait.ts';

/** The file says what was chosen, read back. */
export const evictionWaitAsChosen: Verify<ClusterPorts> = {
  id: 'eviction-wait-as-chosen',
  title: text('the file says what was chosen', '文件内容与所选一致'),
  needs: [evictionWaitProbe],
  everyMs: 1_000,
  timeoutMs: 10_000,
  judge({ facts, answers }) {
    const now = facts.value(evictionWaitProbe)?.placed.wait;
    if (now === undefined) return UNREADABLE;
    return compared(now, chosenWait(answers, now));
  },
};

/** The file says again what the release does. */
export const evictionWaitRestored: Verify<ClusterPorts> = {
  id: 'eviction-wait-restored',
  title: text('the file is as the release has it', '文件已恢复为发布版内容'),
  needs: [evictionWaitProbe],
  everyMs: 1_000,
  timeoutMs: 10_000,
  judge({ facts, debts }) {
    const now = facts.value(evictionWaitProbe)?.placed.wait;
    if (now === undefined) return UNREADABLE;
    const original = debts.find((debt) => debt.id === EVICTION_WAIT_DEBT)?.original;
    if (!isJsonObject(original)) return compared(now, now);
    return compared(now, { retries: Number(original.retries), delaySeconds: Number(original.delay) });
  },
};

const UNREADABLE: VerifyLook = { holds: 'not-yet', evidence: text('the file cannot be read', '无法读取该文件') };

function compared(now: EvictionWait, wanted: EvictionWait): VerifyLook {
  const same = now.retries === wanted.retries && now.delaySeconds === wanted.delaySeconds;
  return {
    holds: same ? 'yes' : 'no',
    evidence: text(
      `retries: ${now.retries}, delay: ${now.delaySeconds} s`,
      `retries: ${now.retries}，delay: ${now.delaySeconds} 秒`,
    ),
  };
}
