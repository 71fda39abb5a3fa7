import { render } from 'ink';
import type { Text } from '../base/text.ts';
import type { Operator } from '../engine/ports.ts';
import type { RunState } from '../engine/state.ts';
import type { View } from '../engine/view.ts';
import { Screen } from './Screen.tsx';
import { type Place, type WizardContext, WizardStore } from './wizard-store.ts';

export interface WizardOptions extends WizardContext {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** False with NO_COLOR. */
  readonly colour: boolean;
}

/** The full screen while it is open. */
export interface Wizard {
  /** Decides by what the person at the keys does. */
  readonly operator: Operator;
  show(state: RunState): void;
  /** The cluster was looked at, whether it changed or not. */
  looked(view: View): void;
  starting(what: Text): void;
  arrived(place: Place): void;
  connected(connection: Place['connection']): void;
  askSecret(prompt: Text): Promise<string | null>;
  askLine(prompt: Text): Promise<string | null>;
  askConfirm(prompt: Text): Promise<boolean | null>;
  tell(words: Text): Promise<void>;
  /** Gives the terminal back as it was. */
  close(): Promise<void>;
}

/** Opens the full screen on the alternate buffer. */
export function openWizard(options: WizardOptions): Wizard {
  const { stdin, stdout, colour, ...context } = options;
  const store = new WizardStore(context);
  const instance = render(<Screen store={store} colour={colour} />, {
    stdin,
    stdout,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    // A key is answered within a hundredth of a second, also right after a frame that nobody asked for.
    maxFps: 100,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const exited = instance.waitUntilExit().catch((error: unknown) => context.onFault(error));
  return {
    operator: store.operator,
    show: (state) => store.show(state),
    looked: (view) => store.looked(view),
    starting: (what) => store.starting(what),
    arrived: (place) => store.arrived(place),
    connected: (connection) => store.connected(connection),
    askSecret: (prompt) => store.askSecret(prompt),
    askLine: (prompt) => store.askLine(prompt),
    askConfirm: (prompt) => store.askConfirm(prompt),
    tell: (words) => store.tell(words),
    close: async () => {
      instance.unmount();
      await exited;
    },
  };
}
