import type { AnsibleEvent } from '../../formats/ansible-events.ts';

/** One play, its batches taken together. */
export type PlaySummary = {
  readonly name: string;
  readonly serial: boolean;
  /** Hosts on which a task changed something or failed. */
  readonly touched: readonly string[];
  /** Touched hosts that came to the end of the play, or of their batch, with no failure in it. */
  readonly finished: readonly string[];
};

/** Modules that only work in ansible's own memory: `changed` of theirs touches no host. */
const IN_MEMORY = new Set(['add_host', 'group_by', 'set_fact', 'debug', 'meta']);

interface Batch {
  readonly name: string;
  readonly serial: boolean;
  readonly touched: Set<string>;
  readonly failed: Set<string>;
}

/** The plays in their order. A batch has ended when the next one, another play or the recap began. */
export function playsOf(events: readonly AnsibleEvent[]): readonly PlaySummary[] {
  const plays: PlaySummary[] = [];
  let batch: Batch | null = null;
  const close = (ended: boolean) => {
    if (batch === null) return;
    const { name, serial, touched, failed } = batch;
    // A failure may have ended the play for the batch's other hosts too (any_errors_fatal).
    const finished = ended && failed.size === 0 ? [...touched] : [];
    const last = plays.at(-1);
    if (last?.name === name && last.serial && serial)
      plays[plays.length - 1] = {
        ...last,
        touched: [...new Set([...last.touched, ...touched])],
        finished: [...new Set([...last.finished, ...finished])],
      };
    else plays.push({ name, serial, touched: [...touched], finished });
    batch = null;
  };
  for (const event of events) {
    if (event.event === 'play') {
      close(true);
      batch = { name: event.name, serial: event.serial, touched: new Set(), failed: new Set() };
    } else if (event.event === 'stats') close(true);
    else if (event.event === 'result') note(batch, event);
  }
  close(false);
  return plays;
}

function note(batch: Batch | null, event: Extract<AnsibleEvent, { event: 'result' }>): void {
  if (batch === null) return;
  const module = event.action.split('.').at(-1) ?? '';
  if (event.state === 'failed' || event.state === 'unreachable') batch.failed.add(event.host);
  // An unreachable host was not touched by this task.
  if (event.state === 'failed' || (event.state === 'changed' && !IN_MEMORY.has(module))) batch.touched.add(event.host);
}
