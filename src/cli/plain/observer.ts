import type { Instant, Millis } from '../../base/duration.ts';
import { formatDuration } from '../../base/duration.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import { say, type Text, text } from '../../base/text.ts';
import type { By, Entry, JournalRecord } from '../../engine/records.ts';
import { findStep, type RunState } from '../../engine/state.ts';
import { deedLines } from './deed-lines.ts';
import { findingLines } from './finding-lines.ts';
import { mark, markOfResult, markOfVerdict, paint, type Style } from './style.ts';
import { summaryLines } from './summary.ts';
import { viewLines } from './view-lines.ts';

/** What plain output needs. */
export interface PlainOptions {
  readonly style: Style;
  /** Whether findings and deeds are shown by whoever asks at gates (prompts), so that nothing shows twice. */
  readonly asked: boolean;
  line(words: string): void;
  /** Real time, for thinning; not the clock of the run. */
  realNow(): Millis;
}

/** Gauges and progress show at most this often: calm for eyes and for screen readers. */
const GAUGES_EVERY: Millis = 5_000;
const TASKS_EVERY: Millis = 2_000;
const LIVE_EVERY: Millis = 15_000;

const WORDS = {
  resumed: text('Resumed; what was done before is not done again.', '已恢复；已完成的操作不会重复执行。'),
  skippedBy: text('skipped', '已跳过'),
  passed: text('gate passed', '通过关卡'),
  stopped: text('gate not passed', '未通过关卡'),
  answered: text('answered', '已回答'),
  proof: text('proof', '验证'),
  settled: text('put back', '已恢复'),
  found: text('found after an interruption', '中断后查明'),
  replanned: text('planned anew with what is known now:', '已根据最新信息重新计划：'),
  estimate: text('It will take about', '预计用时约'),
  auto: text('the good operator', '自动策略'),
  answers: text('the answers given', '预先给出的答案'),
  engine: text('the rules', '规则'),
  lock: text('lock of the cluster', '集群锁'),
};

/** Shows the records of a run as calm lines; the returned function takes each record with the state after it. */
export function plainObserver(options: PlainOptions): (record: JournalRecord, state: RunState) => void {
  const last = new Map<string, Millis>();
  const due = (what: string, everyMs: Millis): boolean => {
    const now = options.realNow();
    const before = last.get(what);
    if (before !== undefined && now - before < everyMs) return false;
    last.set(what, now);
    return true;
  };
  return (record, state) => {
    for (const line of linesOf(record, state, { ...options, due })) options.line(line);
  };
}

interface Showing extends PlainOptions {
  due(what: string, everyMs: Millis): boolean;
}

function linesOf({ entry, at }: JournalRecord, state: RunState, showing: Showing): readonly string[] {
  const { style } = showing;
  const word = (t: Text) => sanitiseLine(say(t, style.lang));
  switch (entry.type) {
    case 'run-opened': {
      const to = entry.versions.to ? ` -> ${entry.versions.to}` : '';
      return [`belay ${entry.belay}  ${word(entry.title)}  ${entry.cluster}${to}  (${entry.control}, ${entry.run})`];
    }
    case 'session':
      return entry.resumed ? ['', word(WORDS.resumed)] : [];
    case 'estimate':
      return [`${word(WORDS.estimate)} ${formatDuration(entry.totalMs)}`];
    case 'lock':
      return [paint(`${word(WORDS.lock)}: ${entry.what}`, 'dim', style)];
    case 'step-started':
      return startLines(entry, state, style);
    case 'checked':
      return indent(entry.findings.flatMap((finding) => findingLines(finding, at, style)));
    case 'answer':
      return indent([
        `${word(WORDS.answered)}: ${sanitiseLine(`${entry.id} = ${entry.answer}`)}  (${byWords(entry.by, style)})`,
      ]);
    case 'gate':
      return gateLines(entry, at, showing);
    case 'intent':
      return indent(showing.asked && hasGate(state, entry.step) ? [] : deedLines(entry.deed, style));
    case 'outcome': {
      const trouble = entry.outcome.trouble;
      return trouble ? indent([`${mark('failed', style)} ${word(trouble.what)}`]) : [];
    }
    case 'found':
      return indent([
        `${word(WORDS.found)}: ${word(entry.look.evidence)}  (${entry.taken}, ${byWords(entry.by, style)})`,
      ]);
    case 'verified':
      return indent([`${mark(entry.holds ? 'done' : 'failed', style)} ${word(WORDS.proof)}: ${word(entry.evidence)}`]);
    case 'debt-settled':
      return indent([`${mark('done', style)} ${word(WORDS.settled)}: ${entry.debt}: ${word(entry.evidence)}`]);
    case 'step-ended':
      return endLines(entry, state, at, style);
    case 'phase-ended':
      return [];
    case 'plan':
      return entry.changed.length > 0 && state.current !== null
        ? indent([paint(`${word(WORDS.replanned)} ${entry.changed.join(', ')}`, 'dim', style)])
        : [];
    case 'run-ended':
      return summaryLines(state, style);
    case 'view':
      return viewShown(entry, showing);
    case 'live':
      return showing.due('live', LIVE_EVERY)
        ? viewLines(entry.view, style).map((line) => paint(line, 'dim', style))
        : [];
    case 'task':
      return taskLines(entry, showing);
    case 'log':
    case 'looked':
      return [];
  }
}

type EntryOf<T extends Entry['type']> = Extract<Entry, { type: T }>;

function startLines(entry: EntryOf<'step-started'>, state: RunState, style: Style): readonly string[] {
  const phase = state.phases.find((candidate) => candidate.steps.some((step) => step.id === entry.step));
  const step = findStep(state, entry.step);
  if (!phase || !step) return [];
  const first =
    phase.steps.every((other) => other.id === entry.step || other.startedAt === null) && entry.attempt === 0;
  const number = state.phases.indexOf(phase) + 1;
  const head = first ? ['', `${number} ${say(phase.title, style.lang)}`, `  ${say(phase.why, style.lang)}`] : [];
  const again = entry.attempt > 0 ? ` (${entry.attempt + 1})` : '';
  return [...head, `${mark('now', style)} ${say(step.planned.title, style.lang)}${again}`];
}

function endLines(entry: EntryOf<'step-ended'>, state: RunState, at: Instant, style: Style): readonly string[] {
  const step = findStep(state, entry.step);
  const took = step?.startedAt != null && entry.result === 'done' ? `  ${formatDuration(at - step.startedAt)}` : '';
  const title = step ? say(step.planned.title, style.lang) : entry.step;
  const reason = entry.reason ? `: ${sanitiseLine(say(entry.reason, style.lang))}` : '';
  const by = entry.result === 'skipped' && entry.by.via !== 'engine' ? ` (${byWords(entry.by, style)})` : '';
  const head = `${mark(markOfResult(entry.result), style)} ${title}${reason}${by}${paint(took, 'dim', style)}`;
  if (!entry.trouble) return [head];
  const words =
    style.lang === 'zh'
      ? { why: '原因：', now: '现状：', next: '接下来：' }
      : { why: 'why: ', now: 'now: ', next: 'next: ' };
  const { why, now, next } = entry.trouble;
  return [
    head,
    ...indent([
      `${words.why}${sanitiseLine(say(why, style.lang))}`,
      ...(now ? [`${words.now}${sanitiseLine(say(now, style.lang))}`] : []),
      ...next.map((step) => `${words.next}${sanitiseLine(say(step, style.lang))}`),
    ]),
  ];
}

function gateLines(entry: EntryOf<'gate'>, at: Instant, showing: Showing): readonly string[] {
  const { style } = showing;
  const findings = showing.asked ? [] : entry.findings.flatMap((finding) => findingLines(finding, at, style));
  const verdict = entry.passed ? WORDS.passed : WORDS.stopped;
  const sign = mark(entry.passed ? markOfVerdict('ok') : 'look', style);
  return indent([...findings, `${sign} ${say(verdict, style.lang)}  (${byWords(entry.by, style)})`]);
}

function viewShown(entry: EntryOf<'view'>, showing: Showing): readonly string[] {
  const { view, step } = entry;
  if (view.kind === 'merge' && showing.asked) return [];
  const every = view.kind === 'gauges' || view.kind === 'trend' ? GAUGES_EVERY : 0;
  return showing.due(`view ${step}`, every) ? indent(viewLines(view, showing.style)) : [];
}

/** Failures always; of the rest what is new, now and then. */
function taskLines({ event }: EntryOf<'task'>, showing: Showing): readonly string[] {
  const failed = event.state === 'failed' || event.state === 'unreachable';
  if (!failed && event.state !== 'started' && event.state !== 'retry') return [];
  if (!failed && !showing.due('task', TASKS_EVERY)) return [];
  const words = [event.what, event.host ?? '', event.state === 'started' ? '' : event.state, event.note];
  const shown = sanitiseLine(words.filter((part) => part !== '').join('  '));
  return indent([failed ? `${mark('failed', showing.style)} ${shown}` : paint(shown, 'dim', showing.style)]);
}

function hasGate(state: RunState, step: string): boolean {
  return findStep(state, step)?.planned.gate != null;
}

function byWords(by: By, style: Style): string {
  switch (by.via) {
    case 'person':
      return sanitiseLine(by.who);
    case 'answers':
      return `${say(WORDS.answers, style.lang)}: ${sanitiseLine(by.who)}`;
    case 'auto':
      return say(WORDS.auto, style.lang);
    case 'engine':
      return say(WORDS.engine, style.lang);
  }
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
