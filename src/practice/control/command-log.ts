import { appendFileSync } from 'node:fs';
import type { Instant } from '../../base/duration.ts';

/** One command that the practice's machines were given. */
export interface CommandEntry {
  /** The world's time. */
  readonly at: Instant;
  /** `ssh`: a command line that came over the control machine's SSH; `stand-in`: one of our programs was called. */
  readonly via: 'ssh' | 'stand-in';
  /** Address of the host that it was given to. */
  readonly host: string;
  /** The command line for a shell; for a stand-in its name and words. */
  readonly words: readonly string[];
}

/** Where it is written what was called, before it runs. */
export interface CommandLog {
  write(entry: CommandEntry): void;
}

/** Appends JSON lines to a file; each line is in the file before its command runs. */
export function commandLogFile(path: string): CommandLog {
  return { write: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`) };
}
