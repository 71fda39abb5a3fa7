import { say, text, verbatim } from '../../base/text.ts';
import { findScenario, listScenarios } from '../../practice/scenarios/registry.ts';
import { loadAnswers } from '../answers-file.ts';
import type { Call } from '../call.ts';
import { withFront } from '../open-front.ts';
import { endPractice, newPractice } from '../practice-cluster.ts';
import { loadProfile } from '../profile.ts';
import { runResult } from '../run-document.ts';
import { newRunId } from '../run-id.ts';
import { findRunbook } from '../runbooks.ts';
import { answerRun, sit } from '../sitting.ts';
import { unknownWord, usageError } from '../usage-error.ts';

const DEFAULT_SCENARIO = 'upgrade-3.0';

const STARTING = text('The practice cluster is starting on this machine.', '正在本机启动演练集群。');

/** `belay practice [SCENARIO]`: the wizard on a practice cluster; `--list` and `--serve` without the wizard. */
export async function practice(call: Call): Promise<number> {
  if (call.has('list')) return list(call);
  const scenario = scenarioOf(call);
  if (call.has('serve')) return serve(call, scenario.id);
  if (call.value('profile') !== undefined) throw profileNotTaken();
  await findRunbook(scenario.runbook);
  const auto = call.has('auto') || !call.canAsk;
  const file = call.value('answers');
  const answers = file === undefined ? new Map<string, string>() : await loadAnswers(file, call.around.cwd);
  const runId = newRunId(Date.now(), Math.random);
  const state = await withFront(call, auto, async (front) => {
    front.starting(STARTING);
    const { profile: path } = await newPractice(call, { scenario: scenario.id, auto, name: runId });
    const loaded = await loadProfile({ path, cwd: call.around.cwd, stateDir: call.stateDir });
    const ended = await sit(call, front, { runId, loaded, answers, auto, recordsBefore: 0 });
    if (runResult(ended) === 'done') await endPractice(path);
    return ended;
  });
  return answerRun(call, state);
}

function list(call: Call): number {
  const scenarios = listScenarios().map(({ id, runbook, title, teaches }) => ({
    id,
    runbook,
    title: say(title, call.lang),
    teaches: say(teaches, call.lang),
  }));
  const lines = scenarios.flatMap(({ id, title, teaches }) => [`${id}  ${title}`, `    ${teaches}`]);
  call.output.answer({ scenarios }, lines);
  return 0;
}

async function serve(call: Call, scenario: string): Promise<number> {
  const name = newRunId(Date.now(), Math.random);
  const { profile, pd, ssh, logs, pid } = await newPractice(call, { scenario, auto: false, name });
  call.output.answer({ profile, pd, ssh, logs, pid }, [
    `profile  ${profile}`,
    `pd       ${pd}`,
    `ssh      ${ssh}`,
    `logs     ${logs}`,
    `pid      ${pid}`,
    '',
    `belay watch --pd ${pd}`,
    `belay run ${DEFAULT_SCENARIO} --profile ${profile}`,
  ]);
  return 0;
}

function scenarioOf(call: Call) {
  const id = call.args[0] ?? DEFAULT_SCENARIO;
  const scenario = findScenario(id);
  if (scenario) return scenario;
  throw unknownWord({
    code: 'unknown-scenario',
    what: text(`There is no scenario "${id}".`, `没有名为“${id}”的演练场景。`),
    word: id,
    known: listScenarios().map((known) => known.id),
    next: 'belay practice --list',
  });
}

function profileNotTaken() {
  return usageError('profile-not-taken', {
    what: text('A practice writes its own profile.', '演练会自动生成配置文件。'),
    why: text('--profile names a real cluster.', '--profile 指向真实集群。'),
    next: [verbatim('belay run upgrade-3.0 --profile FILE'), verbatim('belay practice')],
  });
}
