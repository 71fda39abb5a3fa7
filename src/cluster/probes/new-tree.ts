import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { unseenFor } from './reading.ts';
import { readTreeFiles, type TreeFiles } from './tree-files.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** inventory.ini, group_vars and conf of the profile's newTree, as they are on the control machine now. */
export const newTreeProbe: Probe<ClusterPorts, TreeFiles> = {
  id: 'new-tree',
  title: text('Configuration of the new tree', '新 tidb-ansible 目录的配置'),
  shelfLifeMs: 10_000,
  needs: [upgradeSettingsProbe],
  async read(ports, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    return readTreeFiles(ports.hosts.control, settings.value.newTree);
  },
};
