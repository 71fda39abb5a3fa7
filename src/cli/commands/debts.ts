import { sanitiseLine } from '../../base/sanitise.ts';
import { say, text } from '../../base/text.ts';
import { openDebts } from '../../engine/state.ts';
import type { Call } from '../call.ts';
import { exitOfResult } from '../exit-codes.ts';
import { wakePractice } from '../practice-cluster.ts';
import { profileOfRun, refuseAlive } from '../resuming.ts';
import { debtDocuments } from '../run-document.ts';
import { type KnownRun, listRuns } from '../runs.ts';
import { settle } from '../sitting.ts';

const NOTHING = text('Nothing is left to put back.', '没有尚待恢复的改动。');
const HOW = text('Put it back with: belay debts --settle', '恢复命令：belay debts --settle');

/** `belay debts`: what must still be put back, of all runs; `--settle` puts it back and proves it. */
export async function debts(call: Call): Promise<number> {
  const settling = call.has('settle');
  if (settling) for (const run of await indebtedRuns(call)) await settleRun(call, run);
  const owed = (await indebtedRuns(call)).flatMap(({ state }) => debtDocuments(state, call.lang));
  const end = owed.length === 0 ? [say(NOTHING, call.lang)] : settling ? [] : [say(HOW, call.lang)];
  const lines = owed.map(({ id, run, what }) => sanitiseLine(`! ${id}  ${what}  (${run})`));
  call.output.answer({ debts: owed }, [...lines, ...end]);
  return settling && owed.length > 0 ? exitOfResult('failed') : 0;
}

async function indebtedRuns(call: Call): Promise<readonly KnownRun[]> {
  return (await listRuns(call.stateDir)).filter(({ state }) => openDebts(state).length > 0);
}

async function settleRun(call: Call, run: KnownRun): Promise<void> {
  await refuseAlive(call, run);
  await wakePractice(call, run);
  const loaded = await profileOfRun(call, run);
  const { given: answers } = run.state;
  await settle(call, { runId: run.id, loaded, answers, auto: false, recordsBefore: run.records.length });
}
