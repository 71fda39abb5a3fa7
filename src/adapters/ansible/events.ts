import type { TaskEvent } from '../../engine/records.ts';
import { type AnsibleEvent, parseAnsibleEvent } from '../../formats/ansible-events.ts';
import { shortly, whatWasSeen } from './said.ts';
import { type AnsibleSummary, summarise } from './summary.ts';

// The form of the events, for whoever writes or reads them: src/formats/ansible-events.ts.

/** Reads the lines that our plugin writes, as they come. */
export interface AnsibleReader {
  /** What one line says for the screen; null when it cannot be read. */
  line(source: string): TaskEvent | null;
  /** What the playbook came to. `exit`: its job's exit code; null when it was lost. */
  summary(exit: number | null): AnsibleSummary;
}

/** A reader of one playbook's events. */
export function ansibleReader(): AnsibleReader {
  const events: AnsibleEvent[] = [];
  let unreadable = 0;
  return {
    line: (source) => {
      const event = parseAnsibleEvent(source);
      if (event === null) {
        unreadable += 1;
        return null;
      }
      events.push(event);
      return taskEventOf(event);
    },
    summary: (exit) => summarise(events, { exit, unreadable }),
  };
}

function taskEventOf(event: AnsibleEvent): TaskEvent {
  switch (event.event) {
    case 'start':
      return { what: shortly(event.playbook), host: null, state: 'started', note: `ansible ${event.ansible}` };
    case 'play':
      return {
        what: shortly(`PLAY ${event.name}`),
        host: null,
        state: 'started',
        note: shortly((event.hosts ?? []).join(', ')),
      };
    case 'task':
      return { what: shortly(event.task), host: null, state: 'started', note: '' };
    case 'result':
      return { what: shortly(event.task), host: shortly(event.host), state: event.state, note: shortly(event.message) };
    case 'retry':
      return {
        what: shortly(event.task),
        host: shortly(event.host),
        state: 'retry',
        note: [`try ${event.attempt} of ${event.retries}`, whatWasSeen(event.seen)].filter(Boolean).join(': '),
      };
    case 'no-hosts':
      return { what: `no hosts ${event.which}`, host: null, state: 'skipped', note: '' };
    case 'stats':
      return { what: 'PLAY RECAP', host: null, state: 'ended', note: `${Object.keys(event.hosts).length} hosts` };
  }
}
