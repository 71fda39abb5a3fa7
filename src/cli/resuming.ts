import { readFile } from 'node:fs/promises';
import { isJsonObject } from '../base/json.ts';
import { text, verbatim } from '../base/text.ts';
import type { Profile } from '../cluster/profile.ts';
import type { Call } from './call.ts';
import { type LoadedProfile, loadProfile } from './profile.ts';
import type { KnownRun } from './runs.ts';
import { usageError } from './usage-error.ts';

/**
 * The profile that a run goes on with: its file as it is now, as long as it still means the same run; how to reach the
 * control machine may have changed.
 * @throws OperatorError (usage) `profile-changed`, or what is wrong with the file.
 */
export async function profileOfRun(call: Call, run: KnownRun): Promise<LoadedProfile> {
  const opened = run.state.run;
  const path = call.value('profile') ?? opened?.profilePath;
  const loaded = await loadProfile({ path, cwd: call.around.cwd, stateDir: call.stateDir });
  const before = isJsonObject(opened?.profile) ? opened.profile : {};
  const changed = SAME.filter((key) => key in before && before[key] !== loaded.profile[key]);
  if (changed.length === 0) return loaded;
  throw usageError('profile-changed', {
    what: text(`${loaded.path} no longer means the same run.`, `${loaded.path} 与该运行已不一致。`),
    why: text(
      `Changed since run ${run.id} was opened: ${changed.map((key) => `${key} (${String(before[key])})`).join(', ')}`,
      `自运行 ${run.id} 开始后有改动：${changed.map((key) => `${key}（原为 ${String(before[key])}）`).join('、')}`,
    ),
    next: [
      text('Set them back, or name the right profile with --profile.', '改回原值，或用 --profile 指定正确的配置文件。'),
    ],
  });
}

/** What makes a run the run that it is. */
const SAME: readonly (keyof Profile)[] = ['runbook', 'cluster', 'oldTree', 'newTree', 'target', 'backupDir'];

/**
 * Refuses to go on with a run that is done.
 * @throws OperatorError (usage) `run-is-done`.
 */
export function refuseDone(run: KnownRun): void {
  if (run.state.ended?.result !== 'done') return;
  throw usageError('run-is-done', {
    what: text(`The run ${run.id} is done.`, `运行 ${run.id} 已完成。`),
    why: text('There is nothing left to go on with.', '没有可以继续的内容。'),
    next: [verbatim(`belay report ${run.id}`)],
  });
}

/**
 * Refuses a run that another process of belay on this host is at: two would write one journal.
 * @throws OperatorError (usage) `run-is-alive`.
 */
export async function refuseAlive(call: Call, run: KnownRun): Promise<void> {
  const sitting = run.records.map(({ entry }) => entry).findLast((entry) => entry.type === 'session');
  const alive = run.state.ended === null && sitting?.host === call.around.host && (await isBelay(sitting.pid));
  if (!alive) return;
  throw usageError('run-is-alive', {
    what: text(`Somebody is at the run ${run.id}.`, `运行 ${run.id} 正在进行中。`),
    why: text(
      `Process ${sitting.pid} of ${sitting.user} on this host has not ended.`,
      `本机上 ${sitting.user} 的进程 ${sitting.pid} 尚未结束。`,
    ),
    next: [
      text(
        `ps -fp ${sitting.pid}; go on there, or end it and: belay resume ${run.id}`,
        `ps -fp ${sitting.pid}；在那里继续，或结束它后执行：belay resume ${run.id}`,
      ),
    ],
  });
}

/** Whether a process of that number is there and is belay: numbers are used again. */
async function isBelay(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('belay');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    // No /proc here (macOS), or it has just ended: the number alone must do.
    return true;
  }
}
