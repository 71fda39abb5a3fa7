import { formatDuration } from '../../base/duration.ts';
import { sanitise, sanitiseLine } from '../../base/sanitise.ts';
import { type Lang, say, type Text, text } from '../../base/text.ts';
import { markOfResult } from '../../engine/marks.ts';
import type { DeedState, PhaseState, StepState } from '../../engine/state.ts';
import { openDebts } from '../../engine/state.ts';
import { deedLines } from '../plain/deed-lines.ts';
import { mark, type Style } from '../plain/style.ts';
import { RESULT_WORDS } from '../plain/summary.ts';
import { runResult } from '../run-document.ts';
import type { KnownRun } from '../runs.ts';
import { isoTime } from './document.ts';

const WORDS = {
  run: text('Run', '运行'),
  cluster: text('Cluster', '集群'),
  control: text('Control machine', '中控机'),
  result: text('Result', '结果'),
  began: text('Began', '开始'),
  lasted: text('Lasted', '用时'),
  owed: text('Still to be put back', '尚待恢复'),
  nothing: text('Nothing is left to put back.', '没有尚待恢复的改动。'),
  answers: text('Answers', '回答'),
  proof: text('proof', '验证'),
  passed: text('gate passed by', '通过关卡：'),
  stopped: text('gate not passed by', '未通过关卡：'),
  noOutcome: text('its outcome is not known', '结果未知'),
  broken: text('The journal is not whole', '日志不完整'),
};

/** A run's report in Markdown, made from its journal alone. */
export function reportMarkdown(run: KnownRun, lang: Lang): string {
  const { state } = run;
  const word = (t: Text) => sanitiseLine(say(t, lang));
  const style: Style = { lang, ascii: false, color: false };
  const { run: opened } = state;
  const debts = openDebts(state);
  const head = [
    `# ${opened ? word(opened.title) : run.id}`,
    '',
    `- ${word(WORDS.run)}: \`${run.id}\``,
    `- ${word(WORDS.cluster)}: ${sanitiseLine(opened?.cluster ?? '?')}`,
    `- ${word(WORDS.control)}: ${sanitiseLine(opened?.control ?? '?')}`,
    `- ${word(WORDS.result)}: **${word(RESULT_WORDS[runResult(state)])}**${state.ended?.reason ? ` (${word(state.ended.reason)})` : ''}`,
    `- ${word(WORDS.began)}: ${isoTime(state.startedAt)}`,
    `- ${word(WORDS.lasted)}: ${formatDuration(state.lastAt - state.startedAt)}`,
    ...run.problems.map(({ line, what }) => `- **${word(WORDS.broken)}** (${line}): ${word(what)}`),
  ];
  const owed = debts.map(({ debt }) => `- \`${debt.id}\`: ${word(debt.what)}`);
  const answers = [...state.answers].map(
    ([id, { answer, by }]) => `- \`${sanitiseLine(id)}\`: ${sanitiseLine(answer)} (${sanitiseLine(by.who)})`,
  );
  return [
    ...head,
    '',
    `## ${word(WORDS.owed)}`,
    '',
    ...(owed.length > 0 ? owed : [word(WORDS.nothing)]),
    ...(answers.length > 0 ? ['', `## ${word(WORDS.answers)}`, '', ...answers] : []),
    ...state.phases.flatMap((phase, n) => phaseMarkdown(phase, n + 1, style)),
    '',
  ].join('\n');
}

function phaseMarkdown(phase: PhaseState, number: number, style: Style): readonly string[] {
  const title = `## ${number} ${say(phase.title, style.lang)} (${say(RESULT_WORDS[phase.result], style.lang)})`;
  return ['', title, '', ...phase.steps.flatMap((step) => stepMarkdown(step, style))];
}

function stepMarkdown(step: StepState, style: Style): readonly string[] {
  const word = (t: Text) => sanitiseLine(say(t, style.lang));
  const reason = step.reason ? `: ${word(step.reason)}` : '';
  const by = step.by && step.by.via !== 'engine' ? ` (${sanitiseLine(step.by.who)})` : '';
  return [
    `- ${mark(markOfResult(step.result), style)} **${word(step.planned.title)}** ${word(RESULT_WORDS[step.result])}${reason}${by}`,
    ...step.findings.filter(({ result }) => result !== 'ok').map(({ result, what }) => `  - ${result}: ${word(what)}`),
    ...step.attempts.flatMap(({ gate, deeds }) => [
      ...(gate
        ? [`  - ${word(gate.passed ? WORDS.passed : WORDS.stopped)} ${sanitiseLine(gate.by.who)}, ${isoTime(gate.at)}`]
        : []),
      ...deeds.flatMap((deed) => deedMarkdown(deed, style)),
    ]),
    ...(step.evidence ? [`  - ${word(WORDS.proof)}: ${word(step.evidence)}`] : []),
  ];
}

function deedMarkdown({ deed, outcome, intendedAt, endedAt }: DeedState, style: Style): readonly string[] {
  const took = endedAt === null ? '' : `, ${formatDuration(endedAt - intendedAt)}`;
  const end =
    outcome === null
      ? say(WORDS.noOutcome, style.lang)
      : `${outcome.ok ? 'ok' : 'not ok'}${outcome.code === null ? '' : ` (${outcome.code})`}`;
  const fence = '````';
  return [
    `  - ${sanitiseLine(say(deed.title, style.lang))}: ${end}${took}`,
    '',
    `    ${fence}`,
    ...deedLines(deed, style).map((line) => `    ${sanitise(line)}`),
    `    ${fence}`,
  ];
}
