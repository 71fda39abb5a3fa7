import { text } from '../../base/text.ts';
import type { FileDeed } from '../../engine/deed.ts';
import type { Action } from '../../engine/runbook.ts';
import { unifiedDiff } from '../../formats/unified-diff.ts';
import { chosenWait } from '../choices/eviction-wait.ts';
import { type EvictionWait, withEvictionWait } from '../eviction-wait.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { evictionWaitProbe } from '../probes/eviction-wait.ts';
import { whatIsMissing } from '../rolling/what-is-missing.ts';

/** The id of the debt that the edited wait is. */
export const EVICTION_WAIT_DEBT = 'eviction-wait';

/** Edits retries and delay of the eviction wait in the new tree; owes the file as it was. */
export const raiseEvictionWait: Action<ClusterPorts> = {
  id: 'raise-eviction-wait',
  needs: [evictionWaitProbe],
  plan({ facts, answers, sha256 }) {
    const file = facts.value(evictionWaitProbe);
    if (file === undefined) return whatIsMissing(facts, [evictionWaitProbe]);
    const { path, content, placed } = file;
    const edited = withEvictionWait(content, placed, chosenWait(answers, placed.wait));
    if (edited === content) return { deeds: [] };
    const putBack: FileDeed = {
      kind: 'file',
      id: 'eviction-wait-as-it-was',
      title: text(`put back: ${words(placed.wait)}`, `还原：${words(placed.wait)}`),
      host: 'control',
      path,
      before: edited,
      after: content,
      diff: unifiedDiff(path, edited, content),
    };
    return {
      deeds: [
        {
          kind: 'file',
          id: 'eviction-wait',
          title: text(`task "${placed.task}"`, `任务 "${placed.task}"`),
          host: 'control',
          path,
          before: content,
          after: edited,
          diff: unifiedDiff(path, content, edited),
          opens: [
            {
              id: EVICTION_WAIT_DEBT,
              what: text(
                `${path} is edited; the release has ${words(placed.wait)}`,
                `${path} 已被修改；发布版为 ${words(placed.wait)}`,
              ),
              original: { retries: placed.wait.retries, delay: placed.wait.delaySeconds },
              settledWhen: [{ kind: 'file', host: 'control', path, sha256: sha256(content) }],
              settle: [putBack],
            },
          ],
        },
      ],
    };
  },
};

function words(wait: EvictionWait): string {
  return `retries: ${wait.retries}, delay: ${wait.delaySeconds}`;
}
