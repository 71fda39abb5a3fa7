import type { Text } from '../base/text.ts';

/** What a word on the command line stands for; completion offers it. */
export type WordKind = 'runbook' | 'scenario' | 'run' | 'shell' | 'file' | 'directory' | 'text';

/** One positional argument of a command. */
export interface ArgumentSpec {
  /** As usage lines write it: `RUNBOOK`. */
  readonly name: string;
  readonly kind: WordKind;
  readonly required: boolean;
}

/** One flag: `--name`, with a value when `value` is set. */
export interface FlagSpec {
  readonly name: string;
  readonly help: Text;
  /** Placeholder of its value, `FILE`; left out: it takes none. */
  readonly value?: string;
  readonly kind?: WordKind;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  /** Its value is a number of this kind. */
  readonly number?: 'integer' | 'positive';
  readonly required?: boolean;
  readonly repeatable?: boolean;
}

/** One command, from which help, usage errors and completion are made. */
export interface CommandSpec {
  readonly name: string;
  readonly help: Text;
  readonly args: readonly ArgumentSpec[];
  readonly flags: readonly FlagSpec[];
}

/** The words of one call, checked against the table. */
export interface CommandLine {
  /** null: `belay` alone. */
  readonly command: CommandSpec | null;
  readonly args: readonly string[];
  /** Flag name → its values, in order; a flag without a value has none. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
}
