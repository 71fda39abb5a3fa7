import type { Json } from '../../base/json.ts';
import { type Text, text, verbatim } from '../../base/text.ts';
import type { JobDeed, Outcome } from '../../engine/deed.ts';
import type { AnsibleSummary } from '../ansible/summary.ts';
import type { JobEnd } from '../jobs/follow.ts';
import { quoteArgv } from '../ssh/quote.ts';
import { evidenceOf, type Failing, failed, went } from './outcomes.ts';

/** A job that was followed to its end. */
export interface Followed {
  readonly deed: JobDeed;
  readonly end: JobEnd;
  /** null: it is no playbook. */
  readonly summary: AnsibleSummary | null;
  /** The last lines of its log. */
  readonly tail: readonly string[];
  /** Its log on the control machine. */
  readonly log: string;
}

/** The outcome of a followed job; its success is what its exit code says, and what its step's verify sees. */
export function jobOutcome(followed: Followed): Outcome {
  const { deed, end, summary, tail } = followed;
  // A summary is JSON through and through; its named parts lack the index signature that TypeScript wants to see.
  const detail = summary === null ? {} : { detail: summary as unknown as Json };
  if (end.is === 'ended' && deed.okExits.includes(end.exit)) return { ...went(end.exit, tail.join('\n')), ...detail };
  return { ...failed(failingOf(followed)), ...detail };
}

/** Why nobody knows how a job ended. */
export function lostEvidence(why: (JobEnd & { is: 'lost' })['why']): Text {
  return why === 'rebooted'
    ? text(
        'The control machine was restarted while the job ran; how far it came is not known',
        '任务运行期间中控机重启过；不知道执行到哪一步',
      )
    : text(
        'The job is gone without a word on how it ended (killed, or out of memory)',
        '任务已消失且未留下结束信息（被强制终止或内存不足）',
      );
}

function failingOf(followed: Followed): Failing {
  const { end, summary, tail, log } = followed;
  const readLog = quoteArgv(['less', '+G', log]);
  const common = {
    code: end.is === 'ended' ? end.exit : null,
    said: tail.join('\n'),
    next: [text(`Read its log on the control machine: ${readLog}`, `在中控机上查看其日志：${readLog}`)],
  };
  const command = quoteArgv(followed.deed.argv);
  if (end.is === 'none') {
    return {
      ...common,
      failure: 'job-not-started',
      what: text(`${command} was not started`, `${command} 未能启动`),
      why: text(
        'The connection to the control machine went while it was being started',
        '启动过程中与中控机的连接断开',
      ),
      next: [text('Nothing ran; go on with: belay resume', '没有执行任何操作；继续：belay resume')],
    };
  }
  if (end.is === 'lost') {
    return {
      ...common,
      failure: 'job-lost',
      what: text(`How ${command} ended is not known`, `不知道 ${command} 如何结束`),
      why: lostEvidence(end.why),
    };
  }
  return { ...common, ...endedBadly(command, end.exit, summary, tail) };
}

function endedBadly(
  command: string,
  exit: number,
  summary: AnsibleSummary | null,
  tail: readonly string[],
): { readonly failure: string; readonly what: Text; readonly why: Text } {
  if (summary?.told === 'interrupted' || exit === 130) {
    return {
      failure: 'job-interrupted',
      what: text(`${command} was interrupted`, `${command} 被中断`),
      why: text(`Exit ${exit}: it took SIGINT, as of Ctrl-C`, `退出码 ${exit}：收到 SIGINT（相当于 Ctrl-C）`),
    };
  }
  const task = summary?.failedTask ?? null;
  if (task !== null) {
    return {
      failure: task.unreachable ? 'host-unreachable' : 'task-failed',
      what: task.unreachable
        ? text(`The playbook cannot reach ${task.host}`, `playbook 无法连接 ${task.host}`)
        : text(`Task "${task.name}" failed on ${task.host}`, `任务“${task.name}”在 ${task.host} 上失败`),
      why: verbatim([task.message, task.path].filter(Boolean).join('\n')),
    };
  }
  if (summary?.told === 'killed') {
    return {
      failure: 'job-killed',
      what: text(`${command} was killed`, `${command} 被强制终止`),
      why: text(
        `Exit ${exit}; a playbook that runs check_config_static on this machine ends every other one (pkill)`,
        `退出码 ${exit}；同一台机器上执行 check_config_static 的 playbook 会终止其他所有 playbook（pkill）`,
      ),
    };
  }
  return {
    failure: 'job-failed',
    what: text(`${command} ended with exit ${exit}`, `${command} 以退出码 ${exit} 结束`),
    why: evidenceOf(tail.join('\n')),
  };
}
