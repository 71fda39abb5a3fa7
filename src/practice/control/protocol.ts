import type { Output, Stdin } from './machine.ts';

/** The first line that a stand-in's client sends: what was called, and where. */
export interface Handover {
  readonly token: string;
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Address of the host it was called on; "" means the control machine. */
  readonly host: string;
  readonly stdin: Stdin;
}

/** What a client sends after that. */
export interface Signalled {
  readonly signal: 'SIGINT' | 'SIGTERM';
}

/** What comes back: pieces of output, at last the exit code. */
export type FromPractice = Output | { readonly exit: number };
