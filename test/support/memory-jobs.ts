import type { FollowHandlers } from '../../src/adapters/jobs/follow.ts';
import type { JobSpec, Jobs } from '../../src/adapters/jobs/jobs.ts';
import { sanitiseLine } from '../../src/base/sanitise.ts';
import { Interrupted, type Output } from '../../src/practice/control/machine.ts';
import type { MemoryClock } from './memory-clock.ts';
import type { MemoryFiles } from './memory-files.ts';
import type { MemorySnapshot } from './memory-practice.ts';

/** A job in memory, with everything that it said. */
export interface MemoryJob {
  readonly spec: JobSpec;
  log: string;
  exit: number | null;
  readonly abort: AbortController;
  /** How everything was when it had ended, for snapshots that were taken while it ran; null while it runs. */
  atEnd: MemorySnapshot | null;
}

const EVERY_MS = 500;

/** Jobs that go on whoever follows them. `play` runs a job's command; `onEnd` is called when one has ended. */
export function memoryJobs(options: {
  readonly jobs: Map<string, MemoryJob>;
  readonly directory: string;
  readonly files: MemoryFiles;
  readonly clock: MemoryClock;
  readonly play: (spec: JobSpec, signal: AbortSignal) => AsyncGenerator<Output, number>;
  readonly onEnd: (job: MemoryJob) => void;
}): Jobs {
  const { jobs, directory, files, clock, play, onEnd } = options;
  const eventsFile = (name: string): string => `${directory}/${name}/events`;

  const run = async (job: MemoryJob): Promise<void> => {
    const { spec } = job;
    const events: Record<string, string> = spec.follow === 'ansible' ? { BELAY_EVENTS: eventsFile(spec.name) } : {};
    const command = play({ ...spec, env: { ...spec.env, ...events } }, job.abort.signal);
    try {
      for (let next = await command.next(); ; next = await command.next()) {
        if (next.done) {
          job.exit = next.value;
          break;
        }
        job.log += next.value.text;
      }
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      job.exit = error.by === 'SIGINT' ? 130 : 143;
    }
    onEnd(job);
  };
  const interrupt = (name: string, by: 'SIGINT' | 'SIGTERM'): boolean => {
    const job = jobs.get(name);
    if (!job || job.exit !== null) return false;
    job.abort.abort(new Interrupted(by));
    return true;
  };
  return {
    start: async (spec) => {
      if (jobs.has(spec.name)) return 'already';
      const job: MemoryJob = { spec, log: '', exit: null, abort: new AbortController(), atEnd: null };
      jobs.set(spec.name, job);
      void run(job);
      return 'started';
    },
    status: async (name) => {
      const job = jobs.get(name);
      if (!job) return { is: 'none' };
      return job.exit === null ? { is: 'running', pid: 1 } : { is: 'ended', exit: job.exit };
    },
    follow: async (name, handlers, signal) => {
      const job = jobs.get(name);
      if (!job) return { is: 'none' };
      const told = { lines: 0, events: 0 };
      for (;;) {
        const ended = job.exit;
        tell(job, await files.read(eventsFile(name)), handlers, told);
        if (ended !== null) return { is: 'ended', exit: ended };
        await clock.sleep(EVERY_MS, signal);
      }
    },
    interrupt: async (name) => interrupt(name, 'SIGINT'),
    terminate: async (name) => {
      interrupt(name, 'SIGTERM');
    },
  };
}

function tell(
  job: MemoryJob,
  events: string | null,
  handlers: FollowHandlers,
  told: { lines: number; events: number },
): void {
  const wholeLines = (text: string) => text.split('\n').slice(0, -1);
  const newEvents = wholeLines(events ?? '').slice(told.events);
  for (const [index, line] of newEvents.entries()) handlers.onEvent?.(line, told.events + index);
  told.events += newEvents.length;
  const lines = wholeLines(job.log).slice(told.lines).map(sanitiseLine);
  if (lines.length > 0) handlers.onLines(lines, told.lines);
  told.lines += lines.length;
}
