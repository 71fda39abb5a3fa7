import { text, verbatim } from '../../base/text.ts';
import type { Http } from '../../cluster/ports/http.ts';
import type { CallDeed, Outcome } from '../../engine/deed.ts';
import { quoteArgv } from '../ssh/quote.ts';
import { failed, shortly, went } from './outcomes.ts';

/** Makes one HTTP call; it went well when the status is one of `okStatus`. */
export async function performCall(deed: CallDeed, http: Http, signal: AbortSignal): Promise<Outcome> {
  const { method, url, body, okStatus } = deed;
  const answer = await http.request({ method, url, signal, ...(body !== null && { body }) });
  if (okStatus.includes(answer.status)) return went(answer.status, answer.body);
  const byHand = quoteArgv(['curl', '-sS', url]);
  return failed({
    failure: 'call-refused',
    code: answer.status,
    said: answer.body,
    what: text(`${method} ${url} was refused`, `${method} ${url} 被拒绝`),
    why: verbatim(`${answer.status} ${shortly(answer.body)}`.trim()),
    next: [text(`Look at what is there: ${byHand}`, `查看当前状态：${byHand}`)],
  });
}
