import { text } from '../../base/text.ts';
import type { Call } from '../call.ts';
import { reportDocument } from '../report/document.ts';
import { reportMarkdown } from '../report/markdown.ts';
import { findRun } from '../runs.ts';
import { notThereYet } from '../usage-error.ts';

/** `belay report RUN`: what was done, by whom, on what grounds, and how it ended. */
export async function report(call: Call): Promise<number> {
  const run = await findRun(call.stateDir, call.args[0] ?? '');
  const format = call.value('format') ?? 'md';
  if (format === 'html') {
    throw notThereYet('html-not-there', text('Reports in HTML are not there yet.', '尚不提供 HTML 格式的报告。'), [
      text(`belay report ${run.id} --format md`, `belay report ${run.id} --format md`),
    ]);
  }
  const document = reportDocument(run, call.lang);
  const lines = format === 'json' ? [JSON.stringify(document, null, 2)] : [reportMarkdown(run, call.lang).trimEnd()];
  call.output.answer(document, lines);
  return 0;
}
