import { dirname } from 'node:path';
import { openJournalFile } from '../adapters/journal-file.ts';
import type { Json } from '../base/json.ts';
import { runRunbook, settleRun } from '../engine/run.ts';
import type { RunState } from '../engine/state.ts';
import type { Call } from './call.ts';
import { exitOfResult } from './exit-codes.ts';
import type { Front } from './front.ts';
import { withFront } from './open-front.ts';
import type { LoadedProfile } from './profile.ts';
import { runDocument, runResult } from './run-document.ts';
import { findRunbook } from './runbooks.ts';
import { journalPath, sha256 } from './runs.ts';
import { untilSignalled } from './signals.ts';
import { ensurePrivateDir, runsDir } from './state-dir.ts';
import { openCluster } from './wiring.ts';

/** One sitting at a run: its first, or one that goes on. */
export interface SittingOptions {
  readonly runId: string;
  readonly loaded: LoadedProfile;
  /** Answers of this sitting and of those before. */
  readonly answers: ReadonlyMap<string, string>;
  readonly auto: boolean;
  /** Number of records that the journal has already. */
  readonly recordsBefore: number;
}

/** Runs until the runbook is done, a decision is missing, or somebody leaves. */
export async function sit(call: Call, front: Front, options: SittingOptions): Promise<RunState> {
  return untilSignalled((signal) => runSitting(call, front, { ...options, work: runRunbook, signal }));
}

/** Puts back what a run left owed, without going on with it. */
export async function settle(call: Call, options: SittingOptions): Promise<RunState> {
  return withFront(call, true, (front) =>
    untilSignalled((signal) => runSitting(call, front, { ...options, work: settleRun, signal })),
  );
}

/** Answers with what a sitting came to. @returns the exit code. */
export function answerRun(call: Call, state: RunState): number {
  call.output.answer(runDocument(state, call.lang), []);
  return exitOfResult(runResult(state));
}

interface Work extends SittingOptions {
  readonly work: typeof runRunbook;
  readonly signal: AbortSignal;
}

async function runSitting(call: Call, front: Front, options: Work): Promise<RunState> {
  const { runId, loaded, answers, auto, work, signal } = options;
  const { profile, path, clock: scale, practice } = loaded;
  const runbook = await findRunbook(profile.runbook);
  const file = journalPath(call.stateDir, runId);
  for (const directory of [call.stateDir, runsDir(call.stateDir), dirname(file)]) await ensurePrivateDir(directory);
  const cluster = await openCluster(call, loaded, front.ask);
  try {
    const journal = await openJournalFile(file);
    try {
      const { ports, clock, doer, lock, secrets, where, onConnection } = cluster;
      const seat = { answers, auto, clock, doer, where, onConnection, practice, recordsBefore: options.recordsBefore };
      const screen = await front.screen(seat);
      return await work({
        runbook,
        ports,
        engine: { clock, doer, journal, lock, operator: screen.operator, sha256, secrets },
        opening: {
          run: runId,
          cluster: profile.cluster,
          control: where,
          versions: { from: null, to: profile.target },
          belay: call.version,
          profile: { ...profile, clock: scale } as unknown as Json,
          profilePath: path,
        },
        sitting: { ...whoSits(call), auto, answers: Object.fromEntries(answers) },
        signal: AbortSignal.any([signal, front.left]),
        observe: screen.observe,
        ...(screen.onLive ? { onLive: screen.onLive } : {}),
      });
    } finally {
      await journal.close();
    }
  } finally {
    await cluster.close();
  }
}

function whoSits({ around }: Call) {
  return { pid: around.pid, host: around.host, user: around.user };
}
