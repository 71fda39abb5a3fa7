import type { Instant } from '../base/duration.ts';
import { Cancelled } from '../base/errors.ts';
import { type Lang, type Text, verbatim } from '../base/text.ts';
import type { Decision, Operator, Request } from '../engine/ports.ts';
import { EMPTY_STATE, type RunState } from '../engine/state.ts';
import type { GaugesView, View } from '../engine/view.ts';
import { ASCII, UNICODE } from './draw/glyphs.ts';
import type { Key } from './keys/keypress.ts';
import { type Asking, INITIAL_UI, type Shown, type UiState } from './model.ts';
import type { Effect } from './update/updated.ts';
import { forRequest, update } from './update.ts';

const NOWHERE = verbatim('');

/** What the wizard needs from the one who opens it. */
export interface WizardContext {
  readonly lang: Lang;
  readonly ascii: boolean;
  /** Name of the person at the keys, for the journal. */
  readonly user: string;
  /** The clock on the wall, in milliseconds. */
  wallNow(): number;
  /** Leaves while work goes on: jobs on the control machine keep running. */
  onLeave(): void;
  /** Stops the running job as Ctrl-C would. */
  onInterruptJob(): void;
  /** belay itself broke while it read keys or drew: the run must be saved and the terminal given back. */
  onFault(error: unknown): void;
  /** Stops this process until it is continued (SIGTSTP, SIGCONT); resolves when it is in the foreground again. */
  suspend(): Promise<void>;
}

/** Where the run is and what its time is: known once the cluster is reached. */
export interface Place {
  /** PRACTICE, or the control host. */
  readonly name: Text;
  readonly connection: Shown['connection'];
  /** The clock of the run. */
  now(): Instant;
}

interface Open {
  readonly asking: Asking;
  readonly resolve: (answer: string | boolean | null) => void;
}

/** Between two frames that show news from the engine. */
const NEWS_MS = 80;

interface Pending {
  readonly request: Request;
  readonly shownAt: number;
  readonly resolve: (decision: Decision) => void;
}

/**
 * What stands between the engine and the screen: holds what is shown, takes keys, and answers the engine's requests.
 * Screens subscribe to it; it draws nothing itself.
 */
export class WizardStore {
  readonly #context: WizardContext;
  readonly #listeners = new Set<() => void>();
  #state: RunState = EMPTY_STATE;
  #live: GaugesView | null = null;
  #pending: Pending | null = null;
  #ui: UiState = INITIAL_UI;
  #lang: Lang;
  #place: Place | null = null;
  #starting: Text | null = null;
  #asked: Open | null = null;
  #answered: Promise<void> = Promise.resolve();
  #size = { columns: 80, rows: 24 };
  #tick = 0;
  #version = 0;
  #pause: ReturnType<typeof setTimeout> | null = null;
  #isBehind = false;
  #giveTerminal: ((meanwhile: () => Promise<void>) => Promise<void>) | null = null;

  constructor(context: WizardContext) {
    this.#context = context;
    this.#lang = context.lang;
  }

  /** Answers the engine's requests with what the person at the keys decides. */
  readonly operator: Operator = {
    decide: (request, signal) =>
      new Promise((resolve, reject) => {
        const close = () => {
          signal.removeEventListener('abort', abandoned);
          this.#pending = null;
          this.#changed();
        };
        const done = (decision: Decision) => {
          close();
          resolve(decision);
        };
        const abandoned = () => {
          close();
          reject(new Cancelled('left before it was decided'));
        };
        signal.addEventListener('abort', abandoned);
        this.#pending = { request, shownAt: this.#context.wallNow(), resolve: done };
        this.#ui = forRequest(this.#ui, request);
        this.#changed();
      }),
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes with everything that is shown. */
  version = (): number => this.#version;

  show(state: RunState): void {
    this.#state = state;
    this.#starting = null;
    this.#changed();
  }

  /** The cluster was looked at. */
  looked(view: View): void {
    this.#live = view.kind === 'gauges' ? view : null;
    this.#news();
  }

  /** Tells what is being waited for until the run is there. */
  starting(what: Text): void {
    this.#starting = what;
    this.#news();
  }

  /** The cluster is reached. */
  arrived(place: Place): void {
    this.#place = place;
    this.#changed();
  }

  /** The connection to where the run is was lost, or is back. */
  connected(connection: Place['connection']): void {
    if (!this.#place) return;
    this.#place = { ...this.#place, connection };
    this.#changed();
  }

  /** Asks the person at the keys for a secret; null when none is given. */
  askSecret(prompt: Text): Promise<string | null> {
    return this.#ask({ kind: 'secret', prompt }) as Promise<string | null>;
  }

  /** Asks the person at the keys for a yes or a no; null when neither is given. */
  askConfirm(prompt: Text): Promise<boolean | null> {
    return this.#ask({ kind: 'confirm', prompt }) as Promise<boolean | null>;
  }

  /** Asks for a line that is seen while it is typed; null when none is given. */
  askLine(prompt: Text): Promise<string | null> {
    return this.#ask({ kind: 'line', prompt }) as Promise<string | null>;
  }

  /** Shows what has to be known before going on, until it was read. */
  async tell(words: Text): Promise<void> {
    await this.#ask({ kind: 'notice', prompt: words });
  }

  resized(columns: number, rows: number): void {
    if (columns === this.#size.columns && rows === this.#size.rows) return;
    this.#size = { columns, rows };
    this.#changed();
  }

  /** Time has passed: ages and the spinner move on. */
  ticked(): void {
    this.#tick += 1;
    this.#changed();
  }

  /** How the terminal is given away for a while: known once the screen stands. */
  canGiveTerminal(give: (meanwhile: () => Promise<void>) => Promise<void>): void {
    this.#giveTerminal = give;
  }

  pressed(keys: readonly Key[]): void {
    try {
      this.#press(keys);
    } catch (error) {
      this.#context.onFault(error);
    }
  }

  #press(keys: readonly Key[]): void {
    for (const key of keys) {
      const { ui, effects } = update(this.#ui, key, this.shown());
      this.#ui = ui;
      for (const effect of effects) this.#carryOut(effect);
    }
    this.#changed();
  }

  get ui(): UiState {
    return forRequest(this.#ui, this.#pending?.request ?? null);
  }

  shown(): Shown {
    const { ascii, wallNow } = this.#context;
    return {
      state: this.#state,
      request: this.#pending?.request ?? null,
      requestAgeMs: this.#pending ? wallNow() - this.#pending.shownAt : 0,
      now: this.#place?.now() ?? 0,
      cluster: this.#live ?? gaugesOf(this.#state),
      lang: this.#lang,
      glyphs: ascii ? ASCII : UNICODE,
      columns: this.#size.columns,
      rows: this.#size.rows,
      place: this.#place?.name ?? NOWHERE,
      connection: this.#place?.connection ?? 'local',
      starting: this.#starting,
      asking: this.#asked?.asking ?? null,
      tick: this.#tick,
    };
  }

  /** One question at a time: the next waits until the one before was answered. */
  async #ask(asking: Asking): Promise<string | boolean | null> {
    while (this.#asked) await this.#answered;
    const answer = new Promise<string | boolean | null>((resolve) => {
      this.#asked = { asking, resolve };
    });
    this.#answered = answer.then(() => {
      this.#asked = null;
      this.#changed();
    });
    this.#changed();
    const told = await answer;
    await this.#answered;
    return told;
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'decide': {
        const { kind: _kind, ...decision } = effect;
        this.#pending?.resolve({ ...decision, by: { via: 'person', who: this.#context.user } });
        return;
      }
      case 'tell':
        this.#asked?.resolve(effect.answer);
        return;
      case 'leave':
        this.#context.onLeave();
        return;
      case 'interrupt-job':
        this.#context.onInterruptJob();
        return;
      case 'suspend':
        this.#suspend();
        return;
      case 'language':
        this.#lang = this.#lang === 'en' ? 'zh' : 'en';
    }
  }

  #suspend(): void {
    const give = this.#giveTerminal;
    if (!give) return;
    this.#giveTerminal = null;
    void give(() => this.#context.suspend()).finally(() => {
      this.#giveTerminal = give;
      this.ticked();
    });
  }

  /** A log may bring hundreds of lines a second: the screen follows news at its own pace, and keys at once. */
  #news(): void {
    this.#isBehind = this.#pause !== null;
    if (this.#isBehind) return;
    this.#changed();
    this.#pause = setTimeout(() => {
      this.#pause = null;
      if (this.#isBehind) this.#news();
    }, NEWS_MS);
  }

  #changed(): void {
    this.#isBehind = false;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

function gaugesOf({ live }: RunState): GaugesView | null {
  return live?.kind === 'gauges' ? live : null;
}
