import type { Instant, Millis } from '../../base/duration.ts';
import { formatDuration } from '../../base/duration.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import { say, type Text, text } from '../../base/text.ts';
import type { Entry, JournalRecord } from '../../engine/records.ts';
import { findStep, type RunState } from '../../engine/state.ts';
import { byWords } from './by-words.ts';
import { deedLines } from './deed-lines.ts';
import { findingLines } from './finding-lines.ts';
import { indent } from './indent.ts';
import { type StepShowing, stepEndLines, stepStartLines } from './step-lines.ts';
import { mark, paint, type Style } from './style.ts';
import { summaryLines } from './summary.ts';
import { viewLines } from './view-lines.ts';

/** What plain output needs. */
export interface PlainOptions {
  readonly style: Style;
  /** Whether findings and deeds are shown by whoever asks at gates (prompts), so that nothing shows twice. */
  readonly asked: boolean;
  /** Number of records of earlier sittings: they were shown then. */
  readonly shownBefore: number;
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
  passed: text('gate passed', '通过关卡'),
  stopped: text('gate not passed', '未通过关卡'),
  answered: text('answered', '已回答'),
  proof: text('proof', '验证'),
  settled: text('put back', '已恢复'),
  found: text('found after an interruption', '中断后查明'),
  replanned: text('planned anew with what is known now:', '已根据最新信息重新计划：'),
  estimate: text('It will take about', '预计用时约'),
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
  const phases = new Set<string>();
  const opensPhase = (phase: string) => phases.size < phases.add(phase).size;
  const begun = new Set<string>();
  const hasBegun = (step: string) => begun.has(step);
  return (record, state) => {
    if (record.seq < options.shownBefore) return;
    const lines = linesOf(record, state, { ...options, due, opensPhase, hasBegun });
    for (const line of lines) options.line(line);
    if (record.entry.type === 'step-started' && lines.length > 0) begun.add(record.entry.step);
  };
}

interface Showing extends PlainOptions, StepShowing {
  due(what: string, everyMs: Millis): boolean;
}

function linesOf({ entry, at }: JournalRecord, state: RunState, showing: Showing): readonly string[] {
  const { style } = showing;
  const word = (t: Text) => sanitiseLine(say(t, style.lang));
  switch (entry.type) {
    case 'run-opened': {
      const to = entry.versions.to ? ` -> ${entry.versions.to}` : '';
      return [
        sanitiseLine(
          `belay ${entry.belay}  ${word(entry.title)}  ${entry.cluster}${to}  (${entry.control}, ${entry.run})`,
        ),
      ];
    }
    case 'session':
      return entry.resumed ? resumedLines(state, style) : [];
    case 'versions':
      return [sanitiseLine(`${entry.from ?? '?'} -> ${entry.to ?? '?'}`)];
    case 'estimate':
      return [`${word(WORDS.estimate)} ${formatDuration(entry.totalMs)}`];
    case 'lock':
      return [paint(`${word(WORDS.lock)}: ${entry.what}`, 'dim', style)];
    case 'step-started':
      return stepStartLines(entry, state, showing);
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
      return stepEndLines(entry, state, at, showing);
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
      return showing.due('gauges', LIVE_EVERY) ? indent(viewLines(entry.view, style)) : [];
    case 'task':
      return taskLines(entry, showing);
    case 'log':
    case 'looked':
      return [];
  }
}

type EntryOf<T extends Entry['type']> = Extract<Entry, { type: T }>;

function resumedLines(state: RunState, { lang }: Style): readonly string[] {
  const steps = state.phases.flatMap((phase) => phase.steps);
  const done = steps.filter((step) => step.result === 'done' || step.result === 'skipped').length;
  const title = state.run ? say(state.run.title, lang) : '';
  const count = text(`${done} of ${steps.length} steps are done`, `${steps.length} 个步骤中已完成 ${done} 个`);
  return [`${title}  (${state.run?.id ?? '?'}, ${say(count, lang)})`, say(WORDS.resumed, lang)];
}

function gateLines(entry: EntryOf<'gate'>, at: Instant, showing: Showing): readonly string[] {
  const { style } = showing;
  const findings = showing.asked ? [] : entry.findings.flatMap((finding) => findingLines(finding, at, style));
  const verdict = entry.passed ? WORDS.passed : WORDS.stopped;
  const sign = mark(entry.passed ? 'done' : 'look', style);
  return indent([...findings, `${sign} ${say(verdict, style.lang)}  (${byWords(entry.by, style)})`]);
}

function viewShown(entry: EntryOf<'view'>, showing: Showing): readonly string[] {
  const { view } = entry;
  if (view.kind === 'merge' && showing.asked) return [];
  const moves = view.kind === 'gauges' || view.kind === 'trend';
  return !moves || showing.due('gauges', GAUGES_EVERY) ? indent(viewLines(view, showing.style)) : [];
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
