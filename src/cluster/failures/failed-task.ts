import { isJsonObject } from '../../base/json.ts';
import type { Attempt } from '../../engine/runbook.ts';

/** The task that ended a playbook. */
export interface FailedTask {
  readonly task: string;
  /** Inventory name. */
  readonly host: string;
  readonly unreachable: boolean;
}

/** The task that a try's playbook failed in, by the structured part of its outcome; null when there is none. */
export function failedTaskOf(attempt: Attempt): FailedTask | null {
  for (const { outcome } of attempt.deeds.toReversed()) {
    const detail = outcome?.detail;
    const failed = isJsonObject(detail) ? detail.failedTask : undefined;
    if (isJsonObject(failed) && typeof failed.name === 'string' && typeof failed.host === 'string') {
      return { task: failed.name, host: failed.host, unreachable: failed.unreachable === true };
    }
  }
  return null;
}
