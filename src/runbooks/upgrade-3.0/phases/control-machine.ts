import { text } from '../../../base/text.ts';
import { controlMachineMeetsRequirements } from '../../../cluster/checks/control-machine-meets-requirements.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 4.2: what the playbooks run with. */
export const controlMachine: Phase<ClusterPorts> = {
  id: 'control-machine',
  title: text('The control machine', '中控机'),
  why: text(
    'The 3.0 playbooks ask for a newer ansible than those of 2.1 (which want one older than 2.7).',
    '3.0 的 playbook 需要比 2.1 更新的 ansible（2.1 要求低于 2.7）。',
  ),
  steps: [
    {
      id: 'requirements',
      title: text('ansible, jinja2, jmespath', 'ansible、jinja2、jmespath'),
      why: text(
        'belay looks and tells; it installs nothing with sudo. One that is too old is mended by the commands shown, a newer one is only warned of.',
        'belay 只检查并给出提示，不会用 sudo 安装任何东西。版本过旧请按所示命令处理；更新的版本仅作警告。',
      ),
      source: 'checklist 4.2',
      checks: [controlMachineMeetsRequirements],
      putBack: { kind: 'nothing' },
    },
  ],
};
