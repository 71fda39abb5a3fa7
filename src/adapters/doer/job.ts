import { OperatorError } from '../../base/errors.ts';
import { text } from '../../base/text.ts';
import type { JobDeed, Look, Outcome } from '../../engine/deed.ts';
import type { DeedContext } from '../../engine/ports.ts';
import { ansibleReader } from '../ansible/events.ts';
import { ansibleJobSpec } from '../ansible/job-spec.ts';
import type { ControlHost } from '../control-host.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { jobOutcome, lostEvidence } from './job-outcome.ts';

/** What jobs run by. */
export interface JobTools {
  readonly control: ControlHost;
  readonly jobs: Jobs;
  /** Where the jobs lie, absolute on the control machine: the directory that `jobs` was opened with. */
  readonly directory: string;
}

/**
 * Starts the job of this name unless it was ever started, and follows it to its end, from the first line of its log.
 * Playbooks leave their {@link AnsibleSummary} in the outcome's detail.
 */
export async function performJob(deed: JobDeed, tools: JobTools, context: DeedContext): Promise<Outcome> {
  const { name } = context;
  await startOnce(deed, tools, name);
  const reader = deed.follow === 'ansible' ? ansibleReader() : null;
  let tail: readonly string[] = [];
  const end = await tools.jobs.follow(
    name,
    {
      onLines: (lines, from) => {
        tail = [...tail, ...lines].slice(-TAIL_LINES);
        context.onLines(lines, from);
      },
      onEvent: (line, seq) => {
        const event = reader?.line(line);
        if (event) context.onTask(event, seq);
      },
    },
    context.signal,
  );
  const summary = reader === null ? null : reader.summary(end.is === 'ended' ? end.exit : null);
  return jobOutcome({ deed, end, summary, tail, log: `${tools.directory}/${name}/log` });
}

/**
 * What became of a job. One that has ended is as good as running: following it tells its whole log and how it ended,
 * which a mere "done" would not.
 */
export async function lookAtJob(name: string, jobs: Jobs): Promise<Look> {
  const status = await jobs.status(name);
  switch (status.is) {
    case 'none':
      return { is: 'not-done', evidence: text('The job was never started', '该任务从未启动') };
    case 'running':
      return { is: 'running', evidence: text(`The job runs, pid ${status.pid}`, `该任务正在运行，pid ${status.pid}`) };
    case 'ended':
      return {
        is: 'running',
        evidence: text(
          `The job has ended with exit ${status.exit}; its log is there`,
          `该任务已结束，退出码 ${status.exit}；日志仍在`,
        ),
      };
    case 'lost':
      return { is: 'unclear', evidence: lostEvidence(status.why) };
  }
}

const TAIL_LINES = 40;

async function startOnce(deed: JobDeed, { control, jobs, directory }: JobTools, name: string): Promise<void> {
  const { argv, cwd, env, follow } = deed;
  const spec =
    follow === 'ansible' ? await ansibleJobSpec(control, { deed, name, directory }) : { name, argv, cwd, env, follow };
  try {
    await jobs.start(spec);
  } catch (error) {
    // Whether it was started is not known then: following it finds out, and waits for the connection.
    if (!(error instanceof OperatorError) || error.trouble.code !== 'connection-lost') throw error;
  }
}
