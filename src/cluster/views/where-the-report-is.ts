import { text, verbatim } from '../../base/text.ts';
import type { Shows } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';

/** How to get the report: it is made from the journal, which goes on until after this step. */
export const whereTheReportIs: Shows<ClusterPorts> = {
  needs: [upgradeSettingsProbe],
  everyMs: null,
  view({ facts, runId }) {
    const settings = facts.value(upgradeSettingsProbe);
    return {
      kind: 'text',
      paragraphs: [
        text(
          'Everything that was seen, asked, decided and done stands in the journal of this run. The report is made from it, in either language, as often as you like:',
          '本次运行中看到、询问、决定和执行的一切都记录在日志中。报告由它生成，可选任一语言，可重复生成：',
        ),
        verbatim(`belay report ${runId} --format md > report-${runId}.md`),
        text(
          `Keep it with the backup${settings ? ` (${settings.backupDir} on the control machine)` : ''}.`,
          `建议与备份一并保存${settings ? `（中控机 ${settings.backupDir}）` : ''}。`,
        ),
      ],
    };
  },
};
