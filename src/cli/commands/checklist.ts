import { checklistMarkdown } from '../../engine/checklist.ts';
import { FactTable } from '../../engine/fact-table.ts';
import type { Call } from '../call.ts';
import { findRunbook } from '../runbooks.ts';

/** `belay checklist RUNBOOK`: the whole runbook as Markdown, without looking at any cluster. */
export async function checklist(call: Call): Promise<number> {
  const runbook = await findRunbook(call.args[0] ?? '');
  const markdown = checklistMarkdown(runbook, call.lang, new FactTable());
  call.output.answer({ runbook: runbook.id, markdown }, [markdown.trimEnd()]);
  return 0;
}
