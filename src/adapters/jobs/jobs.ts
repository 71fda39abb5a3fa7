import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { BugError, OperatorError } from '../../base/errors.ts';
import { text, verbatim } from '../../base/text.ts';
import type { Host } from '../../cluster/ports/host.ts';
import { EVENTS_VARIABLE } from '../ansible/plugin.ts';
import { fileFailed } from '../host-trouble.ts';
import { type FollowHandlers, followJob, type JobEnd } from './follow.ts';
import { JOB_FILES, jobScript, SIGNAL_SCRIPT, START, START_SCRIPT } from './job-script.ts';
import { type JobLook, lookAtJob } from './look.ts';

/** What a job does. */
export interface JobSpec {
  /** Unique in all runs and file-name safe: one name is started once, for ever. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** `ansible`: BELAY_EVENTS names the job's events file. */
  readonly follow: 'log' | 'ansible';
}

/** How a job stands. `lost`: it ended without telling how, and nobody will know. */
export type JobStatus = Exclude<JobLook, { readonly is: 'unbegun' }>;

/** Long commands, detached on the control machine: they outlive the connection and the wizard. */
export interface Jobs {
  /**
   * Starts it, unless one of this name was ever started.
   * @throws OperatorError `no-setsid` where util-linux is missing; `connection-lost` when it is not known (ask `status`).
   */
  start(spec: JobSpec): Promise<'started' | 'already'>;
  status(name: string): Promise<JobStatus>;
  /** Tells everything from its first line on, then what comes, within a second, until it ends. @throws Cancelled. */
  follow(name: string, handlers: FollowHandlers, signal: AbortSignal): Promise<JobEnd>;
  /** SIGINT to the job's whole group, as Ctrl-C. False when it does not run any more. */
  interrupt(name: string): Promise<boolean>;
  /** SIGTERM to the group, and SIGKILL when it still runs after `graceMs` (10,000). */
  terminate(name: string, graceMs?: number): Promise<void>;
}

/** Jobs on `control`, each in a directory of its own under `directory` (absolute; made when it is not there). */
export function openJobs(control: Host, { directory }: { readonly directory: string }): Jobs {
  const at = (name: string): string => {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name)) throw new BugError(`no name for a job: ${name}`);
    return `${directory}/${name}`;
  };
  const signalGroup = async (name: string, signal: 'INT' | 'TERM' | 'KILL'): Promise<boolean> =>
    (await control.run(['sh', '-c', SIGNAL_SCRIPT, 'belay', at(name), signal])).exit === 0;

  const jobs: Jobs = {
    start: async ({ name, argv, cwd, env, follow }) => {
      const job = at(name);
      const events: Record<string, string> =
        follow === 'ansible' ? { [EVENTS_VARIABLE]: `${job}/${JOB_FILES.events}` } : {};
      // A draft of its own for every start: whoever comes second takes his own away, never the winner's.
      const draft = `${directory}/.${name}.${randomUUID()}`;
      await control.writeFile(draft, jobScript({ directory: job, argv, cwd, env: { ...env, ...events } }), {
        mode: 0o600,
      });
      const started = await control.run(['sh', '-c', START_SCRIPT, 'belay', job, draft]);
      if (started.exit === START.already) return 'already';
      if (started.exit === START.noSetsid) throw noSetsid(control.name);
      if (started.exit !== 0) throw fileFailed(`starting ${name}`, { host: control.name, seen: started.stderr });
      await untilBegun(control, job);
      return 'started';
    },
    status: async (name) => {
      const { state } = await lookAtJob(control, at(name));
      return state.is === 'unbegun' ? { is: 'lost', why: 'vanished' } : state;
    },
    follow: (name, handlers, signal) => followJob(control, at(name), handlers, signal),
    interrupt: (name) => signalGroup(name, 'INT'),
    terminate: async (name, graceMs = 10_000) => {
      if (!(await signalGroup(name, 'TERM'))) return;
      for (let waited = 0; waited < graceMs; waited += 200) {
        if ((await jobs.status(name)).is !== 'running') return;
        await wait(200);
      }
      await signalGroup(name, 'KILL');
    },
  };
  return jobs;
}

/** The detached script's first act is to write who it is; until then its look is not to be trusted. */
async function untilBegun(control: Host, job: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if ((await lookAtJob(control, job)).state.is !== 'unbegun') return;
    await wait(100);
  }
}

function noSetsid(host: string): OperatorError {
  return new OperatorError({
    code: 'no-setsid',
    kind: 'blocked',
    what: text(
      `${host} has no setsid: a playbook could not outlive belay there`,
      `${host} 上没有 setsid：playbook 无法独立于 belay 运行`,
    ),
    why: verbatim('command -v setsid'),
    next: [
      text('use a Linux control machine: control.host in the profile', '使用 Linux 中控机：配置文件中的 control.host'),
      text('or install util-linux there', '或在该机器上安装 util-linux'),
    ],
  });
}
