import { OperatorError } from '../base/errors.ts';
import { type Text, text, verbatim } from '../base/text.ts';

interface Evidence {
  readonly host: string;
  /** What was seen: a command with what it printed, an error of the system. */
  readonly seen: string;
  readonly cause?: unknown;
}

/** A command or a file operation that did not come to its end in time; it may go on, on the machine. */
export function timedOut(what: string, timeoutMs: number, { host, seen, cause }: Evidence): OperatorError {
  return hostError('timeout', { host, seen, cause }, [
    text(
      `${what} on ${host} did not end within ${timeoutMs / 1000} s`,
      `${host} 上的 ${what} 在 ${timeoutMs / 1000} 秒内没有结束`,
    ),
    text(`look at the load of ${host}, then try again`, `检查 ${host} 的负载，然后重试`),
  ]);
}

/** The connection went while something ran whose end was not seen: it may have happened or not, and is never repeated. */
export function connectionLost(what: string, { host, seen, cause }: Evidence): OperatorError {
  return hostError('connection-lost', { host, seen, cause }, [
    text(
      `the connection to ${host} was lost while ${what} ran: whether it was done is not known`,
      `执行 ${what} 时与 ${host} 的连接断开：不知道是否已执行`,
    ),
    text(
      `check the network to ${host}, then go on with: belay resume`,
      `检查到 ${host} 的网络，然后执行：belay resume`,
    ),
  ]);
}

/** The machine, or an address seen from it, does not answer. */
export function unreachable(what: string, { host, seen, cause }: Evidence): OperatorError {
  return hostError('unreachable', { host, seen, cause }, [
    text(`${what} cannot be reached from ${host}`, `从 ${host} 无法连接 ${what}`),
    text(`check that ${what} runs and that the network is open`, `检查 ${what} 是否在运行、网络是否连通`),
  ]);
}

/** The system refused: permissions. */
export function accessDenied(what: string, { host, seen, cause }: Evidence): OperatorError {
  return hostError('access-denied', { host, seen, cause }, [
    text(`${what} on ${host} was refused`, `${host} 上的 ${what} 被拒绝`),
    text('check which user belay works as, and the permissions of the path', '检查 belay 使用的用户以及该路径的权限'),
  ]);
}

/** A file operation that failed for another reason than permissions; nothing half written is left in place. */
export function fileFailed(what: string, { host, seen, cause }: Evidence): OperatorError {
  return hostError('file-failed', { host, seen, cause }, [
    text(`${what} on ${host} failed`, `${host} 上的 ${what} 失败`),
    text('read the reason above, mend it and try again', '查看上面的原因，修复后重试'),
  ]);
}

/** A tool answered in a form that belay does not know; guessing would be worse than stopping. */
export function unreadableAnswer(command: string, { host, seen, cause }: Evidence): OperatorError {
  return hostError('unreadable-answer', { host, seen, cause }, [
    text(`${command} on ${host} printed what belay cannot read`, `${host} 上的 ${command} 输出了 belay 无法识别的内容`),
    text(`run it by hand on ${host} and look`, `在 ${host} 上手动执行并查看`),
  ]);
}

/** A command printed more than anything that belay reads; it was stopped. */
export function tooMuchOutput(command: string, limitBytes: number, { host, seen, cause }: Evidence): OperatorError {
  const limit = `${Math.round(limitBytes / 1024 / 1024)} MiB`;
  return hostError('too-much-output', { host, seen, cause }, [
    text(
      `${command} on ${host} printed more than ${limit} and was stopped`,
      `${host} 上的 ${command} 输出超过 ${limit}，已停止`,
    ),
    text(`run it by hand on ${host} and look`, `在 ${host} 上手动执行并查看`),
  ]);
}

function hostError(code: string, { seen, cause }: Evidence, [what, next]: readonly [Text, Text]): OperatorError {
  return new OperatorError({ code, kind: 'failed', what, why: verbatim(seen), next: [next] }, { cause });
}
