import { sanitiseLine } from '../../base/sanitise.ts';
import { say, text } from '../../base/text.ts';
import { openDebts } from '../../engine/state.ts';
import type { Call } from '../call.ts';
import { debtDocuments } from '../run-document.ts';
import { listRuns } from '../runs.ts';

const NOTHING = text('Nothing is left to put back.', '没有尚待恢复的改动。');
const HOW = text('Put it back with: belay debts --settle', '恢复命令：belay debts --settle');

/** `belay debts`: what must still be put back, of all runs; `--settle` puts it back and proves it. */
export async function debts(call: Call): Promise<number> {
  let runs = (await listRuns(call.stateDir)).filter(({ state }) => openDebts(state).length > 0);
  if (call.has('settle')) {
    runs = (await listRuns(call.stateDir)).filter(({ state }) => openDebts(state).length > 0);
  }
  const owed = runs.flatMap(({ state }) => debtDocuments(state, call.lang));
  const lines = owed.map(({ id, run, what }) => sanitiseLine(`! ${id}  ${what}  (${run})`));
  const end = owed.length === 0 ? [say(NOTHING, call.lang)] : call.has('settle') ? [] : [say(HOW, call.lang)];
  call.output.answer({ debts: owed }, [...lines, ...end]);
  return call.has('settle') && owed.length > 0 ? 1 : 0;
}
