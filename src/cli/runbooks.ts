import { text } from '../base/text.ts';
import type { ClusterPorts } from '../cluster/ports/index.ts';
import type { Runbook } from '../engine/runbook.ts';
import { RUNBOOK_IDS } from './runbook-ids.ts';
import { notThereYet, unknownWord } from './usage-error.ts';

/**
 * The runbook of that id.
 * @throws OperatorError (usage) when there is none, or not yet.
 */
export async function findRunbook(id: string): Promise<Runbook<ClusterPorts>> {
  if (id === 'upgrade-3.0') return (await import('../runbooks/upgrade-3.0/index.ts')).upgrade30;
  if (!RUNBOOK_IDS.includes(id)) {
    const what = text(`There is no runbook "${id}".`, `没有名为“${id}”的操作手册。`);
    throw unknownWord({ code: 'unknown-runbook', what, word: id, known: RUNBOOK_IDS, next: 'belay run upgrade-3.0' });
  }
  throw notThereYet('runbook-not-there', text(`The runbook ${id} is not there yet.`, `操作手册 ${id} 尚未提供。`), [
    text('This release has: upgrade-3.0', '当前版本提供：upgrade-3.0'),
  ]);
}
