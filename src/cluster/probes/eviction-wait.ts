import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import { EVICTION_WAIT_PATH, findEvictionWait, type PlacedWait } from '../eviction-wait.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { fileSource, seen, unseen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** The wait for leaders, with the file that holds it. */
export interface EvictionWaitFile {
  /** Absolute on the control machine. */
  readonly path: string;
  readonly content: string;
  readonly placed: PlacedWait;
}

/** How long the new tree's playbook waits for leaders to leave a TiKV. */
export const evictionWaitProbe: Probe<ClusterPorts, EvictionWaitFile> = {
  id: 'eviction-wait',
  title: text('Wait for leaders in the new tree', '新目录中等待 leader 迁走的时间'),
  shelfLifeMs: 10_000,
  needs: [upgradeSettingsProbe, topologyProbe],
  async read(ports, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    const topology = facts.of(topologyProbe);
    if (!settings.known) return unseenFor(settings);
    if (!topology.known) return unseenFor(topology);
    const path = `${settings.value.newTree}/${EVICTION_WAIT_PATH}`;
    const source = fileSource('control', path);
    const content = await ports.hosts.control.readFile(path);
    if (content === null) return unseen(text(`there is no ${path}`, `${path} 不存在`), source);
    const placed = findEvictionWait(content, topology.value.tls);
    if (placed === null) {
      return unseen(
        text(
          `${path} has no task "check tikv's leader count" with retries and delay`,
          `${path} 中没有带 retries 和 delay 的任务 "check tikv's leader count"`,
        ),
        source,
      );
    }
    return seen({ path, content, placed }, source);
  },
};
