import { findTaskScalar, replaceTaskScalars, type TaskScalar, taskNames } from '../formats/yaml/tasks.ts';

/** Where a release keeps the wait for leaders to leave a TiKV. */
export const EVICTION_WAIT_PATH = 'common_tasks/add_evict_leader_scheduler.yml';

/** How often and how far apart the playbook looks whether a TiKV has lost its leaders, before it stops it anyway. */
export interface EvictionWait {
  readonly retries: number;
  readonly delaySeconds: number;
}

/** The wait in its file. */
export interface PlacedWait {
  readonly wait: EvictionWait;
  /** The task it stands in; a cluster with TLS uses its twin. */
  readonly task: string;
  readonly retries: TaskScalar;
  readonly delay: TaskScalar;
}

/**
 * Finds the wait in the text of {@link EVICTION_WAIT_PATH}: "check tikv's leader count", or its twin for clusters with TLS.
 * @returns null when the file does not have it in the known form.
 */
export function findEvictionWait(source: string, tls: boolean): PlacedWait | null {
  const task = taskNames(source).find((name) => name.startsWith(TASK) && /enable_tls/.test(name) === tls);
  if (task === undefined) return null;
  const retries = findTaskScalar(source, task, 'retries');
  const delay = findTaskScalar(source, task, 'delay');
  if (retries === null || delay === null) return null;
  const wait = { retries: Number(retries.value), delaySeconds: Number(delay.value) };
  return Number.isInteger(wait.retries) && Number.isInteger(wait.delaySeconds) ? { wait, task, retries, delay } : null;
}

/** The file with another wait; every other character stays as it is. */
export function withEvictionWait(source: string, placed: PlacedWait, wait: EvictionWait): string {
  return replaceTaskScalars(source, [
    { at: placed.retries, value: String(wait.retries) },
    { at: placed.delay, value: String(wait.delaySeconds) },
  ]);
}

/** The longest wait for one TiKV, in seconds. */
export function longestWaitSeconds(wait: EvictionWait): number {
  return wait.retries * wait.delaySeconds;
}

const TASK = "check tikv's leader count";
