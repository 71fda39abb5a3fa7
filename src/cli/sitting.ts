import { dirname } from 'node:path';
import { openJournalFile } from '../adapters/journal-file.ts';
import type { Json } from '../base/json.ts';
import { runRunbook, settleRun } from '../engine/run.ts';
import type { RunState } from '../engine/state.ts';
import type { Call } from './call.ts';
import { exitOfResult } from './exit-codes.ts';
import type { LoadedProfile } from './profile.ts';
import { runDocument, runResult } from './run-document.ts';
import { findRunbook } from './runbooks.ts';
import { journalPath, sha256 } from './runs.ts';
import { plainScreen, type Screen } from './screen.ts';
import { untilSignalled } from './signals.ts';
import { ensurePrivateDir, runsDir } from './state-dir.ts';
import { type OpenCluster, openCluster } from './wiring.ts';

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

/** Runs until the runbook is done, a decision is missing, or somebody leaves. @returns the exit code. */
export async function sit(call: Call, options: SittingOptions): Promise<number> {
  const state = await untilSignalled((signal) => runSitting(call, options, { work: runRunbook, signal }));
  call.output.answer(runDocument(state, call.lang), []);
  return exitOfResult(runResult(state));
}

/** Puts back what a run left owed, without going on with it. */
export async function settle(call: Call, options: SittingOptions): Promise<RunState> {
  return untilSignalled((signal) => runSitting(call, options, { work: settleRun, signal }));
}

async function runSitting(
  call: Call,
  options: SittingOptions,
  { work, signal }: { readonly work: typeof runRunbook; readonly signal: AbortSignal },
): Promise<RunState> {
  const { runId, loaded, answers, auto } = options;
  const { profile, path, clock: scale } = loaded;
  const runbook = await findRunbook(profile.runbook);
  const file = journalPath(call.stateDir, runId);
  for (const directory of [call.stateDir, runsDir(call.stateDir), dirname(file)]) await ensurePrivateDir(directory);
  const cluster = await openCluster(call, loaded);
  try {
    const journal = await openJournalFile(file);
    try {
      const { ports, clock, doer, lock, secrets } = cluster;
      const screen = await openScreen(call, options, cluster);
      try {
        return await work({
          runbook,
          ports,
          engine: { clock, doer, journal, lock, operator: screen.operator, sha256, secrets },
          opening: {
            run: runId,
            cluster: profile.cluster,
            control: cluster.where,
            versions: { from: null, to: profile.target },
            belay: call.version,
            profile: { ...profile, clock: scale } as unknown as Json,
            profilePath: path,
          },
          sitting: { ...whoSits(call), auto, answers: Object.fromEntries(answers) },
          signal: screen.left ? AbortSignal.any([signal, screen.left]) : signal,
          observe: screen.observe,
          ...(screen.onLive ? { onLive: screen.onLive } : {}),
        });
      } finally {
        await screen.close();
      }
    } finally {
      await journal.close();
    }
  } finally {
    await cluster.close();
  }
}

/** The full screen where a person sits at a terminal, lines everywhere else. */
async function openScreen(call: Call, options: SittingOptions, cluster: OpenCluster): Promise<Screen> {
  const { answers, auto, loaded, recordsBefore } = options;
  const { clock, doer, where } = cluster;
  if (!call.canAsk || auto || call.has('plain')) {
    return plainScreen(call, { answers, auto, clock, shownBefore: recordsBefore });
  }
  const { fullScreen } = await import('./full-screen.ts');
  return fullScreen(call, { answers, clock, doer, where, practice: loaded.practice });
}

function whoSits({ around }: Call) {
  return { pid: around.pid, host: around.host, user: around.user };
}
