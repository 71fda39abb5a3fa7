import { dirname, join } from 'node:path';
import { findPractice, type PracticeInfo, startPractice, stopPractice } from '../practice/start.ts';
import { readStatus } from '../practice/status.ts';
import type { Call } from './call.ts';
import { isPracticeFile } from './profile.ts';
import type { KnownRun } from './runs.ts';
import { ensurePrivateDir, practiceDir } from './state-dir.ts';

/** How much faster than life a practice goes: for people about ten minutes of walking, for the good operator a minute. */
const SPEED = { person: 20, auto: 120 } as const;

/** A new practice cluster, served by a process of its own. */
export async function newPractice(
  call: Call,
  options: { readonly scenario: string; readonly auto: boolean; readonly name: string },
): Promise<PracticeInfo> {
  const { scenario, auto, name } = options;
  const dir = join(practiceDir(call.stateDir), name);
  for (const directory of [call.stateDir, practiceDir(call.stateDir), dir]) await ensurePrivateDir(directory);
  const rate = Number(call.value('speed') ?? (auto ? SPEED.auto : SPEED.person));
  return startPractice({ dir, scenario, seed: Number(call.value('seed') ?? 1), rate });
}

/** Serves the practice cluster of a run again when it has ended meanwhile; runs on real clusters have none. */
export async function wakePractice(call: Call, run: KnownRun): Promise<void> {
  const path = run.state.run?.profilePath;
  if (path === undefined || !(await isPracticeFile(path, call.stateDir))) return;
  const dir = dirname(path);
  const status = await readStatus(dir);
  if (status === null || (await findPractice(dir))) return;
  const { scenario, seed, rate } = status;
  await startPractice({ dir, scenario, seed, rate });
}

/** Ends the practice cluster of a run that is over; its world stays on the disk. */
export async function endPractice(profilePath: string): Promise<void> {
  await stopPractice(dirname(profilePath));
}
