import { say, type Text } from '../../base/text.ts';
import { findStep, type StepState } from '../../engine/state.ts';
import type { View } from '../../engine/view.ts';
import { box } from '../draw/box.ts';
import { type Line, line, span } from '../draw/line.ts';
import { windowAround, windowAt } from '../draw/window.ts';
import { wrapLines } from '../draw/wrap.ts';
import { layoutScreen } from '../layout.ts';
import type { Shown, UiState } from '../model.ts';
import { findingsLines } from '../views/findings.ts';
import { mergeBox } from '../views/merge/merge-box.ts';
import { taskLines } from '../views/tasks.ts';
import { viewLines } from '../views/view-lines.ts';
import { WORDS } from '../words/screen.ts';
import { focusedPhase, markStyle, stepMark } from './checklist.ts';
import { requestLines } from './request.ts';

const BOLD = { bold: true } as const;

/**
 * The middle of the screen: the step looked at, why it is done, what it shows, and at its bottom what is to be decided.
 * Exactly width × height; the decision keeps its place, what is above it scrolls.
 */
export function stepBox(shown: Shown, ui: UiState, width: number, height: number): readonly Line[] {
  const merge = mergeBox(shown, ui, width, height);
  if (merge) return merge;
  const eye = ui.looking ?? shown.state.current ?? requestStep(shown);
  const step = eye === null ? undefined : findStep(shown.state, eye);
  const { request } = shown;
  const asks = request && (ui.looking === null || ui.looking === requestStep(shown)) ? request : null;
  const inner = width - 4;
  const decision = asks ? requestLines(asks, shown, ui, inner) : null;
  const foot = decision?.foot ?? [];
  const above = step ? stepLines(step, shown, inner, asks !== null) : betweenSteps(shown, inner);
  const between = focusedPhase(shown.state, null)?.title ?? WORDS.working;
  const title = decision && asks?.kind !== 'questions' ? decision.title : (step?.planned.title ?? between);
  const room = Math.max(1, height - 2 - foot.length);
  const head = decision && asks?.kind === 'questions' ? wrapLines(say(decision.title, shown.lang), inner, BOLD) : [];
  const content = decision ? withDecision(above, [...head, ...decision.body], decision.cursor, room) : above;
  const cursor =
    decision?.cursor === null || decision === null ? null : content.length - decision.body.length + decision.cursor;
  const top = ui.tops.step ?? 0;
  const seen =
    cursor === null ? windowAt(content.length, room, top) : windowAround(content.length, room, top, cursor, 2);
  const below = content.length - seen.to;
  const note = below > 0 || seen.from > 0 ? [span(`${seen.to}/${content.length}`, { colour: 'yellow' })] : [];
  const body = content.slice(seen.from, seen.to);
  const pad = Array.from({ length: Math.max(0, room - body.length) }, (): Line => []);
  return box({
    title: titleLine(title, step, shown, ui),
    note,
    // Answers stand right below their question; what is typed at a gate stands at the bottom.
    lines: asks?.kind === 'questions' ? [...body, ...foot, ...pad] : [...body, ...pad, ...foot],
    width,
    height,
    glyphs: shown.glyphs,
    edge:
      asks?.kind === 'failed' || asks?.kind === 'blocked'
        ? { colour: 'red' }
        : asks?.kind === 'gate'
          ? { colour: 'yellow' }
          : { dim: true },
  });
}

/** Between steps a phase is planned anew: what comes, and that something is going on. */
function betweenSteps(shown: Shown, width: number): readonly Line[] {
  const { state, lang } = shown;
  if (state.ended) return state.ended.reason ? wrapLines(say(state.ended.reason, lang), width) : [];
  const phase = focusedPhase(state, null);
  const why = phase ? wrapLines(say(phase.why, lang), width) : [];
  return [...why, [], spinnerLine(WORDS.planning, shown)];
}

function spinnerLine(words: Text, { glyphs, lang, tick }: Shown): Line {
  return [
    span(`${glyphs.spinner[tick % glyphs.spinner.length] ?? ''} `, { colour: 'cyan' }),
    span(say(words, lang), { dim: true }),
  ];
}

function titleLine(title: StepState['planned']['title'], step: StepState | undefined, shown: Shown, ui: UiState): Line {
  const phase = focusedPhase(shown.state, ui.looking);
  const number = phase ? shown.state.phases.indexOf(phase) + 1 : 0;
  const mark = step ? stepMark(step) : 'now';
  return [
    span(`${shown.glyphs.marks[mark]} `, markStyle(mark)),
    span(`${number > 0 ? `${number} ` : ''}${say(title, shown.lang)}`, { bold: true }),
  ];
}

/** What is to be decided stands below what it is about; where there is no room for both it comes first. */
function withDecision(
  above: readonly Line[],
  decision: readonly Line[],
  cursor: number | null,
  room: number,
): readonly Line[] {
  const comesFirst = cursor === null && above.length + 1 + decision.length > room;
  return comesFirst ? [...decision, [], ...above] : [...above, [], ...decision];
}

function stepLines(step: StepState, shown: Shown, width: number, isAsked: boolean): readonly Line[] {
  const why = wrapLines(say(step.planned.why, shown.lang), width);
  const source = line(step.planned.source, { dim: true });
  const findings = isAsked || step.findings.length === 0 ? [] : [[], ...findingsBrief(step, shown, width)];
  const view = step.view && !standsBeside(step.view, shown) ? [[], ...viewLines(step.view, shown, width)] : [];
  const evidence = step.evidence ? [[], ...evidenceLines(step, shown, width)] : [];
  const tasks = step.running && step.jobs.length > 0 ? [[], ...taskLines(step.jobs.at(-1)!, shown, width, 8)] : [];
  const reason = step.reason ? [[], ...wrapLines(say(step.reason, shown.lang), width, { dim: true })] : [];
  const quiet = step.running && !isAsked && view.length + evidence.length + tasks.length === 0;
  const life = quiet ? [[], spinnerLine(WORDS.looking, shown)] : [];
  return [...why, source, ...findings, ...view, ...evidence, ...tasks, ...life, ...(isAsked ? [] : reason)];
}

/** While the step works, checks that are all well take one line; `f` shows them. */
function findingsBrief(step: StepState, shown: Shown, width: number): readonly Line[] {
  const { findings } = step;
  const notable = step.running ? findings.filter(({ result }) => result !== 'ok') : findings;
  if (notable.length > 0 || findings.length === 0) return findingsLines(notable, shown, width);
  const words = say(WORDS.checksWell(findings.length), shown.lang);
  return [[span(`${shown.glyphs.marks.done} `, markStyle('done')), span(words)]];
}

/** The stores are not shown twice: where the cluster has a box of its own, the gauges are there. */
function standsBeside(view: View, { columns, rows }: Shown): boolean {
  const layout = layoutScreen(columns, rows);
  return view.kind === 'gauges' && layout.kind !== 'too-small' && layout.cluster.form !== 'lines';
}

function evidenceLines(step: StepState, shown: Shown, width: number): readonly Line[] {
  const label = `${say(WORDS.proof, shown.lang)}: `;
  return wrapLines(label + say(step.evidence ?? step.planned.title, shown.lang), width, {}, 2);
}

function requestStep({ request }: Shown): string | null {
  return request && 'step' in request ? request.step.id : null;
}
