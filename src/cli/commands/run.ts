import { loadAnswers } from '../answers-file.ts';
import type { Call } from '../call.ts';
import { withFront } from '../open-front.ts';
import { loadProfile } from '../profile.ts';
import { REACHING } from '../reaching.ts';
import { newRunId } from '../run-id.ts';
import { checkAuto, checkRunbookOf } from '../run-profile.ts';
import { findRunbook } from '../runbooks.ts';
import { answerRun, sit } from '../sitting.ts';

/** `belay run RUNBOOK`: a new run on the cluster of the profile. */
export async function run(call: Call): Promise<number> {
  const runbook = await findRunbook(call.args[0] ?? '');
  const loaded = await loadProfile({ path: call.value('profile'), cwd: call.around.cwd, stateDir: call.stateDir });
  checkRunbookOf(loaded, runbook.id);
  checkAuto(call, loaded);
  const file = call.value('answers');
  const answers = file === undefined ? new Map<string, string>() : await loadAnswers(file, call.around.cwd);
  const auto = call.has('auto');
  const runId = newRunId(Date.now(), Math.random);
  const state = await withFront(call, auto, (front) => {
    front.starting(REACHING);
    return sit(call, front, { runId, loaded, answers, auto, recordsBefore: 0 });
  });
  return answerRun(call, state);
}
