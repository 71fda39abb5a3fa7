import type { AnsibleEvent, AnsibleHostStats } from '../../formats/ansible-events.ts';
import { type PlaySummary, playsOf } from './plays.ts';
import { cleanly, shortly, whatWasSeen } from './said.ts';

/** What a playbook came to, from its events; JSON, so that it stands in its deed's outcome. */
export type AnsibleSummary = {
  /**
   * How the telling ended. `complete`: with ansible's statistics and nothing missing; `gaps`: with them, but events are
   * missing. Without them: `interrupted` (exit 99, SIGINT), `killed` (a signal, or nobody knows), `never-began` (it gave
   * up before its first play), `no-events` (nothing at all: it gave up while reading its arguments, as with a limit
   * that matches no host, or the plugin was not loaded; only the log can tell), `cut` (the end is missing).
   */
  readonly told: 'complete' | 'interrupted' | 'killed' | 'never-began' | 'no-events' | 'gaps' | 'cut';
  /** Hosts that came through a serial (rolling) play in which they were changed. */
  readonly hostsFinished: readonly string[];
  /** Hosts on which a task said that it changed something (a shell command always does), or failed. */
  readonly hostsTouched: readonly string[];
  readonly failedTask: FailedTask | null;
  readonly hostsFailed: readonly string[];
  readonly retriesSeen: readonly RetrySeen[];
  /** Stores that were stopped with leaders on them, by the playbook's own debug line `leader_count: N`. */
  readonly leadersLeft: readonly { readonly host: string; readonly count: number }[];
  /** A play had no host to work on: a limit that matches nothing does nothing and exits with 0. */
  readonly playsWithoutHosts: number;
  readonly plays: readonly PlaySummary[];
  /** ansible's own recap; null when it did not come to it. */
  readonly stats: Readonly<Record<string, AnsibleHostStats>> | null;
};

export type FailedTask = {
  readonly name: string;
  readonly host: string;
  readonly unreachable: boolean;
  readonly message: string;
  /** `file:line` on the control machine. */
  readonly path: string | null;
};

export type RetrySeen = {
  readonly task: string;
  readonly host: string;
  readonly attempts: number;
  readonly retries: number;
  /** What the last try brought. */
  readonly seen: string;
};

/** Sums up the events of one run of a playbook. `unreadable`: lines that were no events. */
export function summarise(
  events: readonly AnsibleEvent[],
  { exit, unreadable }: { readonly exit: number | null; readonly unreadable: number },
): AnsibleSummary {
  const plays = playsOf(events);
  const stats = events.findLast((event) => event.event === 'stats')?.hosts ?? null;
  // ansible 2.7 counts what a rescue caught among a host's failures, and exits with 0.
  const failures = exit === 0 ? [] : failuresOf(events, stats);
  return {
    told: told(events, { exit, unreadable }),
    hostsFinished: unique(plays.flatMap((play) => (play.serial ? play.finished : []))),
    hostsTouched: unique(plays.flatMap((play) => play.touched)),
    failedTask: failures[0] ?? null,
    hostsFailed: unique(failures.map((failure) => failure.host)),
    retriesSeen: retriesOf(events),
    leadersLeft: leadersOf(events),
    playsWithoutHosts: events.filter((event) => event.event === 'no-hosts' && event.which === 'matched').length,
    plays,
    stats,
  };
}

function told(
  events: readonly AnsibleEvent[],
  { exit, unreadable }: { readonly exit: number | null; readonly unreadable: number },
): AnsibleSummary['told'] {
  const missing = unreadable > 0 || events.some((event, index) => event.n !== index);
  if (events.some((event) => event.event === 'stats')) return missing ? 'gaps' : 'complete';
  if (exit === 99) return 'interrupted';
  if (exit === null || exit > 128) return 'killed';
  if (events.length === 0) return 'no-events';
  return events.some((event) => event.event === 'play') ? 'cut' : 'never-began';
}

/** Failures that counted, in their order: what a rescue caught stands in no host's failures. */
function failuresOf(
  events: readonly AnsibleEvent[],
  stats: Readonly<Record<string, AnsibleHostStats>> | null,
): readonly FailedTask[] {
  return events.flatMap((event) => {
    if (event.event !== 'result' || (event.state !== 'failed' && event.state !== 'unreachable')) return [];
    const row = stats?.[event.host];
    if (row && row.failures === 0 && row.unreachable === 0) return [];
    return [
      {
        name: shortly(event.task),
        host: shortly(event.host),
        unreachable: event.state === 'unreachable',
        message: cleanly(event.message),
        path: event.path && shortly(event.path, 400),
      },
    ];
  });
}

function retriesOf(events: readonly AnsibleEvent[]): readonly RetrySeen[] {
  const last = new Map<string, RetrySeen>();
  for (const event of events) {
    if (event.event !== 'retry') continue;
    const { task, host, attempt: attempts, retries } = event;
    last.set(`${host}\n${task}\n${event.path}`, { task, host, attempts, retries, seen: whatWasSeen(event.seen) });
  }
  return [...last.values()];
}

function leadersOf(events: readonly AnsibleEvent[]): AnsibleSummary['leadersLeft'] {
  const counts = new Map<string, number>();
  for (const event of events) {
    if (event.event !== 'result') continue;
    const count = /^leader_count: (\d+)$/.exec(event.message)?.[1];
    if (count !== undefined) counts.set(event.host, Number(count));
  }
  return [...counts].flatMap(([host, count]) => (count > 0 ? [{ host, count }] : []));
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
