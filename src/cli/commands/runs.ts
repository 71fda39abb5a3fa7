import { say, text } from '../../base/text.ts';
import { openDebts } from '../../engine/state.ts';
import type { Call } from '../call.ts';
import { RESULT_WORDS } from '../plain/summary.ts';
import { runResult } from '../run-document.ts';
import { type KnownRun, listRuns } from '../runs.ts';

/** `belay runs`: every run so far, the newest first. */
export async function runs(call: Call): Promise<number> {
  const known = await listRuns(call.stateDir);
  const none = say(text('No runs yet. Begin with: belay practice', '还没有运行。可以先试：belay practice'), call.lang);
  call.output.answer({ runs: known.map(runRow) }, known.length === 0 ? [none] : known.map((run) => runLine(run, call)));
  return 0;
}

function runRow({ id, state }: KnownRun) {
  return {
    id,
    runbook: state.run?.runbook ?? null,
    cluster: state.run?.cluster ?? null,
    result: runResult(state),
    startedAt: new Date(state.startedAt).toISOString(),
    endedAt: state.ended ? new Date(state.lastAt).toISOString() : null,
    debts: openDebts(state).length,
  };
}

function runLine(run: KnownRun, call: Call): string {
  const { id, runbook, cluster, result, debts } = runRow(run);
  const owed = debts === 0 ? '' : `  ! ${say(text(`${debts} to put back`, `${debts} 项待恢复`), call.lang)}`;
  return `${id}  ${runbook ?? '?'}  ${cluster ?? '?'}  ${say(RESULT_WORDS[result], call.lang)}${owed}`;
}
