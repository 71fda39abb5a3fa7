import type { Text } from '../base/text.ts';
import { say } from '../base/text.ts';
import type { Ask } from '../cluster/ports/ask.ts';
import type { Clock, Doer } from '../engine/ports.ts';
import type { Call } from './call.ts';
import { plainScreen, type Screen } from './screen.ts';
import { terminalAsk } from './terminal-ask.ts';

/** What is in front of a person from the first moment: asks on the way to the cluster, then becomes the screen of the run. */
export interface Front {
  readonly ask: Ask;
  /** Aborts when the one at the screen leaves. */
  readonly left: AbortSignal;
  /** Tells what is being waited for. */
  starting(what: Text): void;
  screen(seat: Seat): Promise<Screen>;
  /** Gives the terminal back; what the run came to is told after that. */
  close(): Promise<void>;
}

/** What the screen of a run needs of the run. */
export interface Seat {
  readonly answers: ReadonlyMap<string, string>;
  readonly auto: boolean;
  readonly clock: Clock;
  readonly doer: Doer;
  /** How the control machine is reached. */
  readonly where: string;
  readonly practice: boolean;
  /** Number of records of earlier sittings. */
  readonly recordsBefore: number;
}

/** The full screen where a person sits at a terminal, lines everywhere else. It is closed whatever `work` comes to. */
export async function withFront<T>(call: Call, auto: boolean, work: (front: Front) => Promise<T>): Promise<T> {
  const front = !call.canAsk || auto || call.has('plain') ? plainFront(call) : await fullFront(call);
  try {
    return await work(front);
  } finally {
    await front.close();
  }
}

function plainFront(call: Call): Front {
  return {
    ask: terminalAsk(call),
    left: new AbortController().signal,
    starting: (what) => call.output.line(say(what, call.lang)),
    screen: ({ answers, auto, clock, recordsBefore }) =>
      plainScreen(call, { answers, auto, clock, shownBefore: recordsBefore }),
    close: async () => undefined,
  };
}

/** Loaded only where it is shown. */
async function fullFront(call: Call): Promise<Front> {
  const { fullScreen } = await import('./full-screen.ts');
  return fullScreen(call);
}
