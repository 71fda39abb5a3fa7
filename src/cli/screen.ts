import { performance } from 'node:perf_hooks';
import type { Clock, Operator } from '../engine/ports.ts';
import type { JournalRecord } from '../engine/records.ts';
import type { RunState } from '../engine/state.ts';
import type { View } from '../engine/view.ts';
import type { Call } from './call.ts';
import { answersOperator } from './operators/answers-operator.ts';
import { autoOperator } from './operators/auto-operator.ts';
import { chain } from './operators/chain.ts';
import { unattendedOperator } from './operators/unattended-operator.ts';
import { plainObserver } from './plain/observer.ts';

/** Who decides in a run, and who sees its records: everything that a screen is to the engine. */
export interface Screen {
  readonly operator: Operator;
  observe(record: JournalRecord, state: RunState): void;
  /** The cluster was looked at; left out where nobody watches it all the while. */
  onLive?(view: View): void;
}

/**
 * The screen of lines: answers given beforehand come first, then the good operator (`auto`) or a person at the
 * terminal; where there is neither, nobody decides, and what is to decide is shown. With --json the lines go to standard
 * error.
 */
export async function plainScreen(
  call: Call,
  options: {
    readonly answers: ReadonlyMap<string, string>;
    readonly auto: boolean;
    readonly clock: Clock;
    readonly shownBefore: number;
  },
): Promise<Screen> {
  const { answers, auto, clock, shownBefore } = options;
  const asked = !auto && call.canAsk;
  const given = answersOperator(answers, 'answers');
  const line = (words: string) => call.output.line(words);
  const next = auto
    ? autoOperator(clock)
    : asked
      ? await prompts(call, clock)
      : unattendedOperator({ style: call.style, line });
  return {
    operator: chain(given, next),
    observe: plainObserver({
      style: call.style,
      asked,
      shownBefore,
      line,
      realNow: () => performance.now(),
    }),
  };
}

/** Loaded only when somebody is there to be asked. */
async function prompts(call: Call, clock: Clock): Promise<Operator> {
  const { promptOperator } = await import('./operators/prompt-operator.ts');
  const by = { via: 'person', who: call.around.user } as const;
  return promptOperator({ style: call.style, by, clock, line: (words) => call.output.line(words) });
}
