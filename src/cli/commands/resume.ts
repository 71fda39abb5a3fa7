import { loadAnswers } from '../answers-file.ts';
import type { Call } from '../call.ts';
import { withFront } from '../open-front.ts';
import { endPractice, wakePractice } from '../practice-cluster.ts';
import { REACHING } from '../reaching.ts';
import { profileOfRun, refuseAlive, refuseDone } from '../resuming.ts';
import { runResult } from '../run-document.ts';
import { checkAuto } from '../run-profile.ts';
import { findRun, newestUnfinished } from '../runs.ts';
import { answerRun, sit } from '../sitting.ts';

/** `belay resume [RUN]`: goes on with an interrupted run; its answers and its --auto are inherited. */
export async function resume(call: Call): Promise<number> {
  const id = call.args[0];
  const run = id === undefined ? await newestUnfinished(call.stateDir) : await findRun(call.stateDir, id);
  refuseDone(run);
  await refuseAlive(call, run);
  await wakePractice(call, run);
  const loaded = await profileOfRun(call, run);
  checkAuto(call, loaded);
  const file = call.value('answers');
  const more = file === undefined ? [] : [...(await loadAnswers(file, call.around.cwd))];
  const answers = new Map([...run.state.given, ...more]);
  const auto = loaded.practice && (run.state.auto || call.has('auto'));
  const recordsBefore = run.records.length;
  const state = await withFront(call, auto, (front) => {
    front.starting(REACHING);
    return sit(call, front, { runId: run.id, loaded, answers, auto, recordsBefore });
  });
  if (runResult(state) === 'done' && loaded.practice) await endPractice(loaded.path);
  return answerRun(call, state);
}
