import type { Millis } from '../base/duration.ts';
import { formatDuration } from '../base/duration.ts';
import { Cancelled, OperatorError } from '../base/errors.ts';
import { sanitiseLine } from '../base/sanitise.ts';
import { type Text, text, verbatim } from '../base/text.ts';

/** A wire call as an error names it. */
export interface Asked {
  /** `GET http://…`, `SQL 10.0.0.14:4000`. */
  readonly what: string;
  /** A command line, quoted, for the control machine. */
  readonly byHand: string;
}

/** `unreachable`: nobody answered at all, or the answer was cut off. */
export function unreachable(asked: Asked, cause: unknown): OperatorError {
  return new OperatorError(
    {
      code: 'unreachable',
      kind: 'failed',
      what: text(`No answer to ${asked.what}`, `${asked.what} 没有应答`),
      why: verbatim(reasonOf(cause)),
      next: tryByHand(asked),
    },
    { cause },
  );
}

/** `timeout`: the time was up before the answer was whole. */
export function timedOut(asked: Asked, timeoutMs: Millis, cause?: unknown): OperatorError {
  const time = formatDuration(timeoutMs);
  return new OperatorError(
    {
      code: 'timeout',
      kind: 'failed',
      what: text(`No whole answer to ${asked.what} within ${time}`, `${asked.what} 在 ${time} 内没有完整应答`),
      why: text(
        'The service is very slow, hangs, or the network drops its packets',
        '服务响应极慢、挂起，或网络丢弃了数据包',
      ),
      next: tryByHand(asked),
    },
    { cause },
  );
}

/**
 * Sorts what a wire call was rejected with: Cancelled when the caller left, `timeout` when the time was up, what is an
 * OperatorError already as it is (the control machine itself is lost), everything else `unreachable`.
 */
export function wireError(
  error: unknown,
  asked: Asked,
  limits: { readonly caller?: AbortSignal; readonly deadline: AbortSignal; readonly timeoutMs: Millis },
): OperatorError | Cancelled {
  if (limits.caller?.aborted) return new Cancelled(`left while waiting for ${asked.what}`, { cause: error });
  if (error instanceof OperatorError) return error;
  return limits.deadline.aborted ? timedOut(asked, limits.timeoutMs, error) : unreachable(asked, error);
}

/** The innermost reason of an error in one sanitised line: what the system said. */
export function reasonOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof Error)) return sanitiseLine(String(inner));
  // A name that stands for several addresses fails with a code alone, as none of them answered.
  const { message, name, code } = inner as NodeJS.ErrnoException;
  return sanitiseLine(message || code || name);
}

function tryByHand(asked: Asked): readonly Text[] {
  return [
    text(`On the control machine: ${asked.byHand}`, `在中控机上执行：${asked.byHand}`),
    text('See whether the service runs and its port is right', '确认服务正在运行且端口正确'),
  ];
}
