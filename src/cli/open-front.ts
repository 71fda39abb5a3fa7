import { say } from '../base/text.ts';
import type { Call } from './call.ts';
import type { Front } from './front.ts';
import { connectionWords } from './reaching.ts';
import { plainScreen } from './screen.ts';
import { terminalAsk } from './terminal-ask.ts';

/**
 * The full screen where a person sits at a terminal, lines everywhere else, and for screen readers: they read lines well
 * and a screen that is drawn again and again badly. It is closed whatever `work` comes to.
 */
export async function withFront<T>(call: Call, auto: boolean, work: (front: Front) => Promise<T>): Promise<T> {
  const reader = call.around.env.INK_SCREEN_READER === 'true';
  const lines = !call.canAsk || auto || call.has('plain') || reader;
  const front = lines ? plainFront(call) : await fullFront(call);
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
    screen: ({ answers, auto, clock, recordsBefore, onConnection, where }) => {
      onConnection((state) => call.output.line(say(connectionWords(where)[state.is], call.lang)));
      return plainScreen(call, { answers, auto, clock, shownBefore: recordsBefore });
    },
    close: async () => undefined,
  };
}

/** Loaded only where it is shown. */
async function fullFront(call: Call): Promise<Front> {
  const { fullScreen } = await import('./full-screen.ts');
  return fullScreen(call);
}
