import { setTimeout as wait } from 'node:timers/promises';
import { Cancelled, OperatorError, type Trouble } from '../../base/errors.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import type { Host } from '../../cluster/ports/host.ts';
import { lookAtJob, PIECE_BYTES, type Pieces } from './look.ts';

/** What becomes of a followed job's words. */
export interface FollowHandlers {
  /** Sanitised lines of the log; `from` is the number of the first, from 0. */
  readonly onLines: (lines: readonly string[], from: number) => void;
  /** One raw line of the events file; `seq` is its number, from 0. */
  readonly onEvent?: (line: string, seq: number) => void;
  /** The connection went (the job goes on, and so does the following); null when it is back. */
  readonly onTrouble?: (trouble: Trouble | null) => void;
}

/** How a followed job ended. */
export type JobEnd =
  | { readonly is: 'ended'; readonly exit: number }
  | { readonly is: 'lost'; readonly why: 'rebooted' | 'vanished' }
  | { readonly is: 'none' };

const EVERY_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/**
 * How many looks a job may be seen before its beginning: claimed but silent, or not there yet, when the connection went
 * while it was being started. Then it counts as never begun.
 */
const EARLY_LOOKS = { unbegun: 20, none: 5 } as const;
/** Longer lines (a failed task's whole result) are cut for the screen; the log file has them whole. */
const LINE_LIMIT = 4_000;

/**
 * Follows a job by reading on in its files until it ends. A lost connection is waited out for as long as it takes: the job
 * does not mind. @throws Cancelled when `signal` aborts; OperatorError when the job's directory cannot be read.
 */
export async function followJob(
  control: Host,
  directory: string,
  handlers: FollowHandlers,
  signal: AbortSignal,
): Promise<JobEnd> {
  const log = lineReader((lines, from) => handlers.onLines(lines.map(shown), from));
  const events = lineReader((lines, from) => {
    for (const [at, line] of lines.entries()) handlers.onEvent?.(line, from + at);
  });
  let early = 0;
  for (;;) {
    const pieces = await patiently(() => lookAtJob(control, directory, { log: log.bytes(), events: events.bytes() }), {
      handlers,
      signal,
    });
    events.read(pieces.events);
    log.read(pieces.log);
    early += 1;
    const end = endOf(pieces, early);
    if (end !== null) {
      log.end();
      events.end();
      return end;
    }
    if (!isFull(pieces)) await pause(EVERY_MS, signal);
  }
}

function endOf(pieces: Pieces, looks: number): JobEnd | null {
  const { state } = pieces;
  if (isFull(pieces) || state.is === 'running') return null;
  if (state.is === 'unbegun') return looks > EARLY_LOOKS.unbegun ? { is: 'lost', why: 'vanished' } : null;
  if (state.is === 'none') return looks > EARLY_LOOKS.none ? state : null;
  return state;
}

const isFull = ({ log, events }: Pieces): boolean => log.length === PIECE_BYTES || events.length === PIECE_BYTES;

const shown = (line: string): string => {
  const clean = sanitiseLine(line);
  return clean.length > LINE_LIMIT ? `${clean.slice(0, LINE_LIMIT)}…` : clean;
};

/** Cuts bytes into whole lines, numbered from 0; what follows the last newline waits for more. */
function lineReader(give: (lines: readonly string[], from: number) => void) {
  const decoder = new TextDecoder('utf-8');
  let bytes = 0;
  let count = 0;
  let rest = '';
  const pass = (lines: readonly string[]) => {
    if (lines.length > 0) give(lines, count);
    count += lines.length;
  };
  return {
    /** Bytes read so far: the offset to read on from. */
    bytes: () => bytes,
    read: (piece: Buffer) => {
      bytes += piece.length;
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      pass(lines);
    },
    end: () => {
      const last = rest + decoder.decode();
      rest = '';
      if (last !== '') pass([last]);
    },
  };
}

const PASSING = new Set(['connection-lost', 'unreachable', 'timeout']);

async function patiently<T>(
  work: () => Promise<T>,
  { handlers, signal }: { readonly handlers: FollowHandlers; readonly signal: AbortSignal },
): Promise<T> {
  let delay = EVERY_MS;
  for (let troubled = false; ; troubled = true) {
    if (signal.aborted) throw new Cancelled('following was ended');
    try {
      const result = await work();
      if (troubled) handlers.onTrouble?.(null);
      return result;
    } catch (error) {
      if (!(error instanceof OperatorError) || !PASSING.has(error.trouble.code)) throw error;
      handlers.onTrouble?.(error.trouble);
    }
    await pause(delay, signal);
    delay = Math.min(delay * 2, LONGEST_WAIT_MS);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    throw signal.aborted ? new Cancelled('following was ended', { cause: error }) : error;
  }
}
