import { text } from '../../../base/text.ts';
import { type DrainerStage, replaceDrainer } from '../../../cluster/actions/replace-drainer.ts';
import { drainersThere } from '../../../cluster/conditions/inventory-has.ts';
import { drainerWork } from '../../../cluster/drainer-work.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { topologyProbe } from '../../../cluster/probes/topology.ts';
import { drainerStageSeen } from '../../../cluster/verifies/drainer-stage.ts';
import { loop } from '../../../engine/loop.ts';
import type { Phase, Step } from '../../../engine/runbook.ts';

/** What is said of a stage; what it does is named by its stage. */
const STAGES: Readonly<Record<DrainerStage, Pick<Step<ClusterPorts>, 'title' | 'why' | 'gate' | 'putBack'>>> = {
  copy: {
    title: text('Copy the new drainer beside the old one', '将新 drainer 复制到旧文件旁'),
    why: text(
      'It gets a name of its own, so that the running one is never overwritten. It is asked for its version there.',
      '使用单独的文件名，不会覆盖正在运行的文件。复制后在该主机上核对版本。',
    ),
    putBack: { kind: 'hand', how: text('remove bin/drainer-v3… on that host', '删除该主机上的 bin/drainer-v3…') },
  },
  stop: {
    title: text('Stop Drainer', '停止 Drainer'),
    why: text(
      'Drainer keeps its place and goes on from there. Until it runs again, binlogs gather on the Pumps and the downstream stands still.',
      'Drainer 会记录位点，恢复后继续。在此期间 binlog 累积在 Pump 上，下游停止同步。',
    ),
    gate: {
      strength: 'confirm',
      title: text('Stop this Drainer', '停止该 Drainer'),
      means: text(
        'The downstream gets nothing for about a minute, then catches up.',
        '下游约一分钟没有新数据，随后追上。',
      ),
      rests: [],
    },
    putBack: {
      kind: 'debt',
      how: text('scripts/start_drainer.sh on that host', '在该主机执行 scripts/start_drainer.sh'),
    },
  },
  swap: {
    title: text('Swap the binaries', '替换二进制文件'),
    why: text(
      'The old one becomes drainer.old and is kept, the new one takes its place.',
      '旧文件改名为 drainer.old 保留，新文件就位。',
    ),
    putBack: {
      kind: 'hand',
      how: text(
        'in bin/ of that host: mv drainer drainer-v3…, mv drainer.old drainer',
        '在该主机 bin/ 中：mv drainer drainer-v3…，mv drainer.old drainer',
      ),
    },
  },
  start: {
    title: text('Start Drainer', '启动 Drainer'),
    why: text(
      'It goes on where it stopped. Its status page must answer, and its binary say the new version.',
      '从停止处继续同步。须确认状态页有响应且二进制为新版本。',
    ),
    putBack: {
      kind: 'hand',
      how: text('scripts/stop_drainer.sh on that host', '在该主机执行 scripts/stop_drainer.sh'),
    },
  },
};

/** Checklist 6.1: Drainer is in no rolling play; each is replaced by hand, one after the other. */
export const drainer: Phase<ClusterPorts> = {
  id: 'drainer',
  title: text('Drainer', 'Drainer'),
  why: text(
    'No playbook of the rolling update touches Drainer. Its binary is replaced on each host, the old one kept.',
    '滚动升级的 playbook 不涉及 Drainer。在各主机上替换其二进制文件，并保留旧文件。',
  ),
  steps: [
    loop({
      id: 'drainer',
      needs: [topologyProbe],
      over: drainerWork,
      step: ({ name, stage }, id) => ({
        id,
        ...STAGES[stage],
        source: 'checklist 6.1',
        when: drainersThere,
        action: replaceDrainer(name, stage),
        verify: drainerStageSeen(name, stage),
      }),
    }),
  ],
};
