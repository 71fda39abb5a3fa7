import { sanitiseLine } from '../../base/sanitise.ts';
import { say, text } from '../../base/text.ts';
import type { PlannedPhase, PlannedStep } from '../../engine/plan-types.ts';
import type { PutBack } from '../../engine/runbook.ts';
import { deedLines } from './deed-lines.ts';
import { mark, type Style } from './style.ts';

const WORDS = {
  when: text('when', '条件'),
  notHere: text('does not apply here', '此处不适用'),
  perhaps: text('not known yet', '尚不确定'),
  gate: text('gate', '关卡'),
  later: text('planned later', '稍后计划'),
  cannot: text('cannot be done', '无法执行'),
  proof: text('proof', '验证'),
  putBack: text('put back', '恢复'),
  continue: text('continue', '继续'),
  confirm: text('confirm', '确认'),
  danger: text('danger', '危险'),
};

/** A phase of the plan: each step with its gate, and exactly what it will do. */
export function phaseLines(phase: PlannedPhase, style: Style): readonly string[] {
  const steps = phase.steps.flatMap((step) => stepLines(step, style).map((line) => `  ${line}`));
  return ['', say(phase.title, style.lang), ...steps];
}

function stepLines(step: PlannedStep, style: Style): readonly string[] {
  const { lang } = style;
  const word = (name: keyof typeof WORDS) => say(WORDS[name], lang);
  const applies = step.when?.holds ?? true;
  const head = `${mark(applies === false ? 'skipped' : 'to-come', style)} ${step.id}  ${say(step.title, lang)}`;
  if (step.when && applies === false) return [`${head}  (${word('notHere')}: ${say(step.when.title, lang)})`];
  const putBack = putBackWords(step.putBack, lang);
  const details = [
    ...(step.when
      ? [`${word('when')}: ${say(step.when.title, lang)}${applies === 'unknown' ? ` (${word('perhaps')})` : ''}`]
      : []),
    ...(step.gate ? [`${word('gate')} (${word(step.gate.strength)}): ${say(step.gate.title, lang)}`] : []),
    ...(step.deeds ?? []).flatMap((deed) => deedLines(deed, style)),
    ...(step.later ? [`${word('later')}: ${say(step.later, lang)}`] : []),
    ...(step.cannot ? [`${word('cannot')}: ${say(step.cannot.what, lang)} ${say(step.cannot.why, lang)}`] : []),
    ...(step.verify ? [`${word('proof')}: ${say(step.verify, lang)}`] : []),
    ...(putBack ? [`${word('putBack')}: ${putBack}`] : []),
  ];
  return [head, ...details.map((line) => `    ${line}`)];
}

/** How a step is taken back, or why it cannot be; null when it changes nothing. */
export function putBackWords(putBack: PutBack, lang: Style['lang']): string | null {
  switch (putBack.kind) {
    case 'nothing':
      return null;
    case 'debt':
    case 'hand':
      return sanitiseLine(say(putBack.how, lang));
    case 'cannot':
    case 'final':
      return sanitiseLine(say(putBack.because, lang));
  }
}
