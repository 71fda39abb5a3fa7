import { performance } from 'node:perf_hooks';
import { text, verbatim } from '../base/text.ts';
import type { Doer } from '../engine/ports.ts';
import type { RunState } from '../engine/state.ts';
import { openWizard } from '../ui/open-wizard.tsx';
import type { Call } from './call.ts';
import type { Front, Seat } from './front.ts';
import { answersOperator } from './operators/answers-operator.ts';
import { chain } from './operators/chain.ts';
import { summaryLines } from './plain/summary.ts';
import type { Screen } from './screen.ts';

const PRACTICE = text('PRACTICE', '演练');

/** The wizard on the whole terminal. What a run comes to is told in lines after the terminal was given back. */
export function fullScreen(call: Call): Front {
  const left = new AbortController();
  let state: RunState | null = null;
  let doer: Doer | null = null;
  let fault: { readonly error: unknown } | null = null;
  const wizard = openWizard({
    lang: call.lang,
    ascii: call.has('ascii'),
    colour: call.style.color,
    user: call.around.user,
    stdin: process.stdin,
    stdout: process.stdout,
    wallNow: () => performance.now(),
    onLeave: () => left.abort(),
    onInterruptJob: () => {
      const job = state ? runningJob(state) : null;
      if (job !== null) void doer?.interrupt(job);
    },
    onFault: (error) => {
      fault ??= { error };
      left.abort();
    },
    suspend,
  });
  const screen = async (seat: Seat): Promise<Screen> => {
    doer = seat.doer;
    const connection = seat.where === 'local' ? 'local' : 'up';
    seat.onConnection((now) => wizard.connected(now.is));
    wizard.arrived({ name: seat.practice ? PRACTICE : verbatim(seat.where), connection, now: () => seat.clock.now() });
    return {
      operator: chain(answersOperator(seat.answers, 'answers'), wizard.operator),
      observe: (_record, next) => {
        state = next;
        wizard.show(next);
      },
      onLive: (view) => wizard.looked(view),
    };
  };
  return {
    ask: {
      secret: (prompt) => wizard.askSecret(prompt),
      line: (prompt) => wizard.askLine(prompt),
      confirm: (prompt) => wizard.askConfirm(prompt),
      tell: (words) => wizard.tell(words),
    },
    left: left.signal,
    starting: (what) => wizard.starting(what),
    screen,
    close: async () => {
      await wizard.close();
      if (state) for (const line of summaryLines(state, call.style)) call.output.line(line);
      if (fault) throw fault.error;
    },
  };
}

/** The job of the step at work that was seen last; null when none runs. */
function runningJob(state: RunState): string | null {
  const steps = state.phases.flatMap((phase) => phase.steps);
  return steps.find((step) => step.id === state.current)?.jobs.at(-1)?.job ?? null;
}

/** Sleeps as Ctrl-Z would have it, until `fg`. */
function suspend(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGCONT', () => resolve());
    process.kill(process.pid, 'SIGTSTP');
  });
}
