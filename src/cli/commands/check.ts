import { say, text } from '../../base/text.ts';
import { previewChecks } from '../../engine/preview.ts';
import type { Call } from '../call.ts';
import { exitOfResult } from '../exit-codes.ts';
import { findingDocument } from '../finding-document.ts';
import { findingLines } from '../plain/finding-lines.ts';
import { mark } from '../plain/style.ts';
import { withPreview } from '../preview.ts';

/** `belay check RUNBOOK`: the readiness checks alone; only what blocks ends badly. */
export async function check(call: Call): Promise<number> {
  const { findings, seenAt } = await withPreview(call, async (options) => ({
    findings: await previewChecks(options),
    seenAt: options.engine.clock.now(),
  }));
  const result = findings.some((finding) => finding.result === 'block') ? 'blocked' : 'done';
  const end = result === 'done' ? text('Nothing blocks.', '没有阻止项。') : text('Blocked.', '存在阻止项。');
  call.output.answer({ result, checks: findings.map((finding) => findingDocument(finding, call.lang)) }, [
    ...findings.flatMap((finding) => findingLines(finding, seenAt, call.style)),
    `${mark(result === 'done' ? 'done' : 'failed', call.style)} ${say(end, call.lang)}`,
  ]);
  return exitOfResult(result);
}
