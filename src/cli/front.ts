import type { ConnectionState } from '../adapters/control-host.ts';
import type { Text } from '../base/text.ts';
import type { Ask } from '../cluster/ports/ask.ts';
import type { Clock, Doer } from '../engine/ports.ts';
import type { Screen } from './screen.ts';

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
  /** Hears when the connection to it is lost and when it is back. */
  onConnection(listener: (state: ConnectionState) => void): void;
  readonly practice: boolean;
  /** Number of records of earlier sittings. */
  readonly recordsBefore: number;
}
