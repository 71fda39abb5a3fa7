import type { Instant, Millis } from '../base/duration.ts';
import type { Lang, Text } from '../base/text.ts';
import type { Request } from '../engine/ports.ts';
import type { RunState } from '../engine/state.ts';
import type { GaugesView } from '../engine/view.ts';
import type { Glyphs } from './draw/glyphs.ts';

/** Everything that the screen shows and did not make itself: from the engine, the terminal and the clock. */
export interface Shown {
  readonly state: RunState;
  /** What waits for a decision; null while the run works. */
  readonly request: Request | null;
  /** How long the request has been on the screen, in real time: a gate ignores keys struck in its first moment. */
  readonly requestAgeMs: Millis;
  /** By the clock of the run. */
  readonly now: Instant;
  /** The newest gauges of the cluster; null until there are some. */
  readonly cluster: GaugesView | null;
  readonly lang: Lang;
  readonly glyphs: Glyphs;
  readonly columns: number;
  readonly rows: number;
  /** PRACTICE, or the control host. */
  readonly place: Text;
  readonly connection: 'up' | 'lost' | 'local';
  /** What is being waited for before the run is there; null once it is. */
  readonly starting: Text | null;
  /** A question that came up on the way: a passphrase, a host key; it comes before everything else. */
  readonly asking: Asking | null;
  /** Counts frames of the spinner; stands still for screen readers. */
  readonly tick: number;
}

/** A question on the way to a machine. What is typed for a `secret` is never shown; a `notice` is only read. */
export interface Asking {
  readonly kind: 'secret' | 'line' | 'confirm' | 'notice';
  readonly prompt: Text;
}

/** What lies over the step. */
export type Overlay =
  | { readonly kind: 'help' }
  | { readonly kind: 'debts' }
  | { readonly kind: 'commands' }
  | { readonly kind: 'log'; readonly search: Search }
  | { readonly kind: 'findings' }
  | { readonly kind: 'goto'; readonly typed: string; readonly cursor: number }
  | { readonly kind: 'leaving' }
  | { readonly kind: 'reason'; readonly choice: 'skip' | 'take-over' | 'done' | 'repeat'; readonly typed: string };

/** A search in a log or a list: typed while `open`, then kept for `n` and `N`. */
export interface Search {
  readonly open: boolean;
  readonly term: string;
}

/** How a merge is looked at. */
export interface MergeLook {
  /** `lines`: the files around what is asked; `keys`: every key, with what became of it. */
  readonly mode: 'lines' | 'keys';
  /** Whether the untouched old release stands beside. */
  readonly base: boolean;
  /** Columns cut off at the left of the lines. */
  readonly left: number;
  /** The row of the list under the cursor; null: the first. */
  readonly row: string | null;
  /** A row of the list whose lines are looked at, in place of the question's. */
  readonly at: string | null;
  readonly filter: Search;
}

/** What only the screen knows: where the eye is, what is half typed. Survives every redraw and resize. */
export interface UiState {
  readonly overlay: Overlay | null;
  /** The step that is looked at; null follows the run. */
  readonly looking: string | null;
  /** First line shown, by pane; a pane without one follows its end (logs) or begins at its start. */
  readonly tops: Readonly<Record<string, number>>;
  /** Columns cut off at the left of the log. */
  readonly logLeft: number;
  readonly logWrap: boolean;
  /** Which option or question is under the cursor. */
  readonly cursor: number;
  /** What is typed at a danger gate or for a question; lost with its request only. */
  readonly typed: string;
  /** What is typed for a secret; gone with its question. */
  readonly secret: string;
  /** Answers chosen so far for the questions that are asked. */
  readonly answers: ReadonlyMap<string, string>;
  /** The question that is looked at; null: the first without an answer. */
  readonly asked: string | null;
  readonly merge: MergeLook;
  /** The request that cursor, typed and answers belong to. */
  readonly requestId: string | null;
  /** A short word to the operator; goes with the next key. */
  readonly notice: Text | null;
}

/** How a merge begins: with what is asked. */
export const INITIAL_MERGE: MergeLook = {
  mode: 'lines',
  base: false,
  left: 0,
  row: null,
  at: null,
  filter: { open: false, term: '' },
};

/** How the screen begins. */
export const INITIAL_UI: UiState = {
  overlay: null,
  looking: null,
  tops: {},
  logLeft: 0,
  logWrap: false,
  cursor: 0,
  typed: '',
  secret: '',
  answers: new Map(),
  asked: null,
  merge: INITIAL_MERGE,
  requestId: null,
  notice: null,
};
