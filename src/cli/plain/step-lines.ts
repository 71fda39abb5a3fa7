import { formatDuration, type Instant } from '../../base/duration.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import { say, text } from '../../base/text.ts';
import { markOfResult } from '../../engine/marks.ts';
import type { Entry } from '../../engine/records.ts';
import type { PhaseState, RunState, StepState } from '../../engine/state.ts';
import { byWords } from './by-words.ts';
import { indent } from './indent.ts';
import { mark, paint, type Style } from './style.ts';

/** How steps are shown, and what of them was shown already. */
export interface StepShowing {
  readonly style: Style;
  /** Whether nothing of a phase was shown yet; asked once, it is shown. */
  opensPhase(phase: string): boolean;
  /** Whether a step was shown to begin. */
  hasBegun(step: string): boolean;
}

/** A step that begins, and the phase that it opens. What does not apply here is told when it ends. */
export function stepStartLines(
  entry: Extract<Entry, { type: 'step-started' }>,
  state: RunState,
  showing: StepShowing,
): readonly string[] {
  const { style } = showing;
  const { phase, step } = placeOf(entry.step, state);
  if (!phase || !step || !applies(step)) return [];
  const again = entry.attempt > 0 ? ` (${entry.attempt + 1})` : '';
  return [...phaseLines(phase, state, showing), `${mark('now', style)} ${say(step.planned.title, style.lang)}${again}`];
}

/** A step that has ended: how, by whom, how long it took; what went wrong in its parts. */
export function stepEndLines(
  entry: Extract<Entry, { type: 'step-ended' }>,
  state: RunState,
  at: Instant,
  showing: StepShowing,
): readonly string[] {
  const { style } = showing;
  const { phase, step } = placeOf(entry.step, state);
  if (phase && step && !applies(step)) {
    if (showing.hasBegun(step.id)) return [leftOutLine(say(step.planned.title, style.lang), step, style)];
    return phase.steps.some(applies) ? [] : phaseLines(phase, state, showing);
  }
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

function placeOf(id: string, state: RunState) {
  const phase = state.phases.find((candidate) => candidate.steps.some((step) => step.id === id));
  return { phase, step: phase?.steps.find((step) => step.id === id) };
}

function applies(step: StepState): boolean {
  return step.planned.when?.holds !== false;
}

/** The heading of a phase, once; of one that does not apply here, why not. */
function phaseLines(phase: PhaseState, state: RunState, { style, opensPhase }: StepShowing): readonly string[] {
  if (!opensPhase(phase.id)) return [];
  const title = `${state.phases.indexOf(phase) + 1} ${say(phase.title, style.lang)}`;
  if (phase.steps.some(applies)) return ['', title, `  ${say(phase.why, style.lang)}`];
  return [
    '',
    leftOutLine(
      title,
      phase.steps.find((step) => step.planned.when),
      style,
    ),
  ];
}

/** What does not apply here, and when it would. */
function leftOutLine(title: string, step: StepState | undefined, style: Style): string {
  const when = step?.planned.when?.title;
  const only = when ? ` (${say(text(`only when ${when.en}`, `仅当${when.zh}`), style.lang)})` : '';
  return `${mark('skipped', style)} ${title}${only}`;
}
