import { isJsonObject } from '../../base/json.ts';
import { type Text, text } from '../../base/text.ts';
import type { Attempt } from '../../engine/runbook.ts';

/**
 * The TiKVs that a playbook stopped with leaders still on them, in words: the playbook's wait ran out and it went on all
 * the same, with exit 0 (common_tasks/add_evict_leader_scheduler.yml: `failed_when: false`). Known only by its debug line.
 */
export function leadersLeftWords(tried: Attempt | null): readonly Text[] {
  return (tried?.deeds ?? []).flatMap(({ outcome }) => {
    const left = isJsonObject(outcome?.detail) ? outcome.detail.leadersLeft : null;
    if (!Array.isArray(left)) return [];
    return left.flatMap((one) =>
      isJsonObject(one) && typeof one.count === 'number' && one.count > 0 ? [words(String(one.host), one.count)] : [],
    );
  });
}

function words(host: string, count: number): Text {
  return text(
    `${host} was stopped with ${count} leaders still on it, though the playbook reports success: requests met a stopped store`,
    `${host} 停止时仍有 ${count} 个 leader，而 playbook 报告成功：部分请求访问到了已停止的 store`,
  );
}
