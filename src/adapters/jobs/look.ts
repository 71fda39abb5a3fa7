import type { Host } from '../../cluster/ports/host.ts';
import { fileFailed, unreadableAnswer } from '../host-trouble.ts';
import { LOOK_SCRIPT } from './job-script.ts';

/** What a look at a job's directory shows. `unbegun`: claimed, but its script has not said a word yet. */
export type JobLook =
  | { readonly is: 'none' }
  | { readonly is: 'unbegun' }
  | { readonly is: 'running'; readonly pid: number }
  | { readonly is: 'ended'; readonly exit: number }
  | { readonly is: 'lost'; readonly why: 'rebooted' | 'vanished' };

export interface Pieces {
  readonly state: JobLook;
  readonly log: Buffer;
  readonly events: Buffer;
}

/** The most bytes of each file in one look. */
export const PIECE_BYTES = 262_144;

/** Looks at a job and reads on in its files from the given byte offsets; changes nothing. @throws OperatorError. */
export async function lookAtJob(
  control: Host,
  directory: string,
  from: { readonly log: number; readonly events: number } | null = null,
): Promise<Pieces> {
  const offsets = from === null ? [] : [from.log, from.events, PIECE_BYTES].map(String);
  const result = await control.run(['sh', '-c', LOOK_SCRIPT, 'belay', directory, ...offsets]);
  if (result.exit !== 0) throw fileFailed(`looking at ${directory}`, { host: control.name, seen: result.stderr });
  const [state = '', log = '', events = ''] = result.stdout.split('\n');
  return {
    state: parseState(state, control.name),
    log: Buffer.from(log, 'base64'),
    events: Buffer.from(events, 'base64'),
  };
}

function parseState(line: string, host: string): JobLook {
  const [word, figure] = line.split(' ');
  const number = /^\d+$/.test(figure ?? '') ? Number(figure) : null;
  if (word === 'none' || word === 'unbegun') return { is: word };
  if (word === 'rebooted' || word === 'vanished') return { is: 'lost', why: word };
  if (word === 'running' && number !== null) return { is: 'running', pid: number };
  if (word === 'ended' && number !== null) return { is: 'ended', exit: number };
  throw unreadableAnswer('sh', { host, seen: line });
}
