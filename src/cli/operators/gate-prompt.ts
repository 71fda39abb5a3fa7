import { say, type Text, text } from '../../base/text.ts';
import type { Decision, Request } from '../../engine/ports.ts';
import type { Strength } from '../../engine/runbook.ts';
import { askLine } from '../ask.ts';
import { askReason, type Prompting } from './prompting.ts';

type GateRequest = Extract<Request, { kind: 'gate' }>;

/** Asks at a gate: Enter passes a *continue* gate, `y` a *confirm* gate, the cluster's name a *danger* gate; nothing else does. */
export async function askGate(request: GateRequest, prompting: Prompting, signal: AbortSignal): Promise<Decision> {
  const { lang } = prompting.style;
  const canSkip = request.options.some((option) => option.choice === 'skip');
  const typed = await askLine(
    {
      message: say(message(request, canSkip), lang),
      validate: (value) => (readGate(request, value) === null ? say(REFUSED[request.strength], lang) : null),
    },
    signal,
  );
  const choice = readGate(request, typed) ?? 'leave';
  if (choice === 'skip') return { choice, text: await askReason(prompting, signal), by: prompting.by };
  return choice === 'pass' ? { choice, text: typed, by: prompting.by } : { choice, by: prompting.by };
}

/** What a typed line means at a gate; null: nothing. */
export function readGate(
  request: Pick<GateRequest, 'strength' | 'cluster' | 'options'>,
  typed: string,
): 'pass' | 'skip' | 'leave' | null {
  const word = typed.trim();
  if (passes(request, typed, word)) return 'pass';
  if (word === 'q') return 'leave';
  return word === 's' && request.options.some((option) => option.choice === 'skip') ? 'skip' : null;
}

function passes(request: Pick<GateRequest, 'strength' | 'cluster'>, typed: string, word: string): boolean {
  if (request.strength === 'danger') return typed === request.cluster;
  return word === 'y' || (request.strength === 'continue' && word === '');
}

const REFUSED: Readonly<Record<Strength, Text>> = {
  continue: text('Enter goes on', '按回车继续'),
  confirm: text('type y and Enter to go on; Enter alone does nothing', '输入 y 并回车以继续；只按回车无效'),
  danger: text("that is not the cluster's name; nothing was done", '与集群名不符；未做任何操作'),
};

function message({ strength, step }: GateRequest, canSkip: boolean): Text {
  const title = step.gate?.title ?? step.title;
  const keys: Readonly<Record<Strength, Text>> = {
    continue: text('Enter: go on', '回车：继续'),
    confirm: text('y: go on', 'y：继续'),
    danger: text("type the cluster's name: go on", '输入集群名：继续'),
  };
  const rest = canSkip ? text('s: skip, q: leave', 's：跳过，q：离开') : text('q: leave', 'q：离开');
  return text(`${title.en} [${keys[strength].en}, ${rest.en}]`, `${title.zh} [${keys[strength].zh}，${rest.zh}]`);
}
