import { text } from '../../base/text.ts';
import type { Shows } from '../../engine/runbook.ts';
import { estimateWords } from '../estimate.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';

/** The notice to the business, ready to be copied (checklist 3.2). */
export const showNotice: Shows<ClusterPorts> = {
  needs: [topologyProbe, upgradeSettingsProbe],
  everyMs: null,
  view({ facts }) {
    const topology = facts.value(topologyProbe);
    const settings = facts.value(upgradeSettingsProbe);
    const name = settings?.cluster ?? '?';
    const target = settings?.target ?? '3.0';
    const takes = topology === undefined ? text('?', '?') : estimateWords(topology);
    return {
      kind: 'text',
      paragraphs: [
        text(
          `The TiDB cluster ${name} is upgraded to ${target}. It stays in service; the rolling update takes about ${takes.en}.`,
          `TiDB 集群 ${name} 将升级到 ${target}。升级期间持续提供服务，滚动升级预计约 ${takes.zh}。`,
        ),
        text(
          'Expect jitter now and then, and about 3 seconds without answers when the PD leader moves.',
          '期间可能偶有性能抖动；PD leader 切换时会有约 3 秒影响。',
        ),
        text(
          'No DDL until the end is announced: no CREATE, ALTER, DROP, TRUNCATE, and no tools that issue them.',
          '在通知结束之前禁止执行 DDL：不要执行 CREATE、ALTER、DROP、TRUNCATE，也不要运行会产生 DDL 的工具。',
        ),
      ],
    };
  },
};
