import { text } from '../../src/base/text.ts';
import { openWizard } from '../../src/ui/open-wizard.tsx';
import { type Scene, scene } from './scenes.ts';

/** The screen of belay over states made up for the bench; the word given says which. */
const { state, request, live, next, everyMs }: Scene = await scene(process.argv[2] ?? '');
const wizard = openWizard({
  lang: 'en',
  ascii: false,
  colour: true,
  user: 'bench',
  stdin: process.stdin,
  stdout: process.stdout,
  wallNow: () => performance.now(),
  onLeave: () => process.exit(0),
  onFault: (error) => {
    throw error;
  },
  onInterruptJob: () => undefined,
  suspend: async () => undefined,
});
wizard.arrived({ name: text('PRACTICE', '演练'), connection: 'up', now: () => state.lastAt + performance.now() });
wizard.show(state);
if (live) wizard.looked(live(0));
if (request) void wizard.operator.decide(request, new AbortController().signal);
let count = 0;
if (everyMs !== null)
  setInterval(() => {
    count += 1;
    if (next) wizard.show(next(count));
    if (live) wizard.looked(live(count));
  }, everyMs);
