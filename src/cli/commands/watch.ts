import { setTimeout as wait } from 'node:timers/promises';
import { tunnelHttp } from '../../adapters/http.ts';
import { openLocalHost } from '../../adapters/local/local-host.ts';
import { pdClient } from '../../adapters/pd.ts';
import { Cancelled } from '../../base/errors.ts';
import { text, verbatim } from '../../base/text.ts';
import type { Pd } from '../../cluster/ports/pd.ts';
import type { Call } from '../call.ts';
import { untilSignalled } from '../signals.ts';
import { usageError } from '../usage-error.ts';
import { lookLines } from '../watch/lines.ts';
import { type ClusterLook, lookAt } from '../watch/look.ts';

const EVERY_MS = 1_000;

/** `belay watch --pd URL`: how the cluster stands, once or every second; only the given addresses are asked. */
export async function watch(call: Call): Promise<number> {
  const urls = call.values('pd').map(pdUrl);
  if (call.output.json && !call.has('once')) throw jsonNeedsOnce();
  const control = openLocalHost();
  const http = tunnelHttp(control);
  try {
    const pd = pdClient(http, urls);
    if (call.has('once')) return showOnce(call, await lookAt(pd));
    return await untilSignalled((signal) => keepShowing(call, pd, signal));
  } finally {
    await http.close();
    await control.close();
  }
}

function showOnce(call: Call, look: ClusterLook): number {
  call.output.answer({ ...look }, lookLines(look, call.style));
  return 0;
}

/** One block a second, and only when something has changed: calm, and good to read aloud. */
async function keepShowing(call: Call, pd: Pd, signal: AbortSignal): Promise<number> {
  let before = '';
  while (!signal.aborted) {
    const lines = lookLines(await lookAt(pd), call.style);
    const now = lines.join('\n');
    if (now !== before) {
      call.output.line(new Date().toISOString().slice(11, 19));
      for (const line of lines) call.output.line(line);
    }
    before = now;
    await wait(EVERY_MS, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
  throw new Cancelled('watching was left');
}

function pdUrl(given: string): string {
  const withScheme = /^https?:\/\//.test(given) ? given : `http://${given}`;
  if (!URL.canParse(withScheme)) {
    throw usageError('bad-flag-value', {
      what: text(`--pd ${given} is no address.`, `--pd ${given} 不是有效地址。`),
      why: text('It takes the client URL of a PD.', '它需要 PD 的客户端地址。'),
      next: [verbatim('belay watch --pd http://10.0.0.11:2379')],
    });
  }
  return withScheme.replace(/\/+$/, '');
}

function jsonNeedsOnce() {
  return usageError('json-needs-once', {
    what: text('--json gives one document; watching goes on.', '--json 只输出一个文档，而持续观察没有终点。'),
    why: text('One look is one document.', '看一次才对应一个文档。'),
    next: [text('Add --once.', '请加上 --once。')],
  });
}
