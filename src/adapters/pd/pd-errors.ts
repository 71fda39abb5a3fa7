import { OperatorError } from '../../base/errors.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import { text, verbatim } from '../../base/text.ts';
import type { HttpAnswer } from '../../cluster/ports/http.ts';
import { quoteArgv } from '../ssh/quote.ts';
import { reasonOf } from '../wire-errors.ts';

/** One member that gave no answer to go by. */
export interface Miss {
  readonly url: string;
  readonly why: string;
  /** It answered, but knows no leader. */
  readonly answered: boolean;
}

/** No member answers (`pd-unreachable`), or those who do know no leader (`pd-no-leader`). */
export function nobodyAnswers(path: string, misses: readonly Miss[]): OperatorError {
  const why = verbatim(misses.map((miss) => `${miss.url}: ${miss.why}`).join('; '));
  const ask = misses.map((miss) => curl(`${miss.url.slice(0, -path.length)}/pd/api/v1/members`)).join('; ');
  if (misses.some((miss) => miss.answered)) {
    return new OperatorError({
      code: 'pd-no-leader',
      kind: 'failed',
      what: text('PD has no leader just now', 'PD 当前没有 leader'),
      why,
      next: [
        text(
          'Wait: an election takes some seconds, after a killed leader about 13 s',
          '请稍候：选举需要几秒钟；leader 被强制终止后约需 13 秒',
        ),
        text(`On the control machine: ${ask}`, `在中控机上执行：${ask}`),
      ],
    });
  }
  return new OperatorError({
    code: 'pd-unreachable',
    kind: 'failed',
    what: text('No PD member answers', '没有 PD 成员应答'),
    why: misses.length === 0 ? text('No PD address is known', '没有已知的 PD 地址') : why,
    next:
      misses.length === 0
        ? [text('See that pd_servers in the inventory is not empty', '检查 inventory 中的 pd_servers 不为空')]
        : [
            text(`On the control machine: ${ask}`, `在中控机上执行：${ask}`),
            text('See whether PD runs on its hosts', '确认各主机上的 PD 正在运行'),
          ],
  });
}

/** PD answered, and it was no. */
export function refused(url: string, answer: HttpAnswer): OperatorError {
  return new OperatorError({
    code: 'pd-refused',
    kind: 'failed',
    what: text(`PD refused GET ${url}`, `PD 拒绝了 GET ${url}`),
    why: verbatim(`${answer.status} ${shortened(answer.body)}`.trim()),
    next: [text(`On the control machine: ${curl(url)}`, `在中控机上执行：${curl(url)}`)],
  });
}

/** What answered is no PD, or one that speaks differently. */
export function unreadable(url: string, answer: HttpAnswer, cause: unknown): OperatorError {
  return new OperatorError(
    {
      code: 'pd-unreadable',
      kind: 'failed',
      what: text(`The answer to GET ${url} is not one of PD`, `GET ${url} 的应答不是 PD 的应答`),
      why: verbatim(`${reasonOf(cause)}; ${shortened(answer.body)}`),
      next: [
        text('See that the address and port are those of PD', '确认地址和端口确实是 PD 的'),
        text(`On the control machine: ${curl(url)}`, `在中控机上执行：${curl(url)}`),
      ],
    },
    { cause },
  );
}

function curl(url: string): string {
  return quoteArgv(['curl', '-sS', url]);
}

function shortened(body: string): string {
  return sanitiseLine(body).trim().slice(0, 200);
}
