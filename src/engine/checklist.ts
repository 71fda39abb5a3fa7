import { type Lang, say, text } from '../base/text.ts';
import type { Facts } from './fact.ts';
import { expandSteps } from './plan.ts';
import type { Loop, Phase, PutBack, Runbook, Step } from './runbook.ts';

const WORDS = {
  when: text('only when', '仅当'),
  gate: {
    continue: text('asks before it goes on', '继续前询问'),
    confirm: text('wants a deliberate yes', '需要明确确认'),
    danger: text('wants the name of the cluster typed', '需要输入集群名称'),
  },
  check: text('checks', '检查'),
  verify: text('proof', '确认'),
  back: text('taken back', '还原'),
  cannot: text('cannot be undone', '无法撤销'),
  final: text('stays', '保留'),
  each: text('for each', '逐个'),
};

/** A runbook as a written checklist in Markdown: the same tree that is run. Loops over what is not known stay one item. */
export function checklistMarkdown<P>(runbook: Runbook<P>, lang: Lang, facts: Facts<P>): string {
  const phases = runbook.phases.map((phase, n) => phaseMarkdown(phase, n + 1, lang, facts));
  return [`# ${say(runbook.title, lang)}`, '', say(runbook.why, lang), '', ...phases].join('\n');
}

function phaseMarkdown<P>(phase: Phase<P>, number: number, lang: Lang, facts: Facts<P>): string {
  const items = phase.steps.flatMap((entry) => {
    const steps = expandSteps({ ...phase, steps: [entry] }, facts);
    if (steps.length === 0 && 'over' in entry)
      return [`- [ ] ${say(WORDS.each, lang)}: ${(entry as Loop<P, never>).id}`];
    return steps.map((step) => stepMarkdown(step, lang));
  });
  return [`## ${number} ${say(phase.title, lang)}`, '', say(phase.why, lang), '', ...items, ''].join('\n');
}

function stepMarkdown<P>(step: Step<P>, lang: Lang): string {
  const lines = [
    `- [ ] **${say(step.title, lang)}** (${step.source})`,
    `  ${say(step.why, lang)}`,
    step.when && `  - ${say(WORDS.when, lang)}: ${say(step.when.title, lang)}`,
    ...(step.checks ?? []).map((check) => `  - ${say(WORDS.check, lang)}: ${say(check.title, lang)}`),
    step.gate && `  - ${say(WORDS.gate[step.gate.strength], lang)}: ${say(step.gate.title, lang)}`,
    step.verify && `  - ${say(WORDS.verify, lang)}: ${say(step.verify.title, lang)}`,
    putBackLine(step.putBack, lang),
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
}

function putBackLine(putBack: PutBack, lang: Lang): string | null {
  switch (putBack.kind) {
    case 'nothing':
      return null;
    case 'debt':
    case 'hand':
      return `  - ${say(WORDS.back, lang)}: ${say(putBack.how, lang)}`;
    case 'cannot':
      return `  - ${say(WORDS.cannot, lang)}: ${say(putBack.because, lang)}`;
    case 'final':
      return `  - ${say(WORDS.final, lang)}: ${say(putBack.because, lang)}`;
  }
}
