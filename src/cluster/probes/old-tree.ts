import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { unseenFor } from './reading.ts';
import { readTreeFiles, type TreeFiles } from './tree-files.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** inventory.ini, group_vars and conf of the profile's oldTree, as they are on the control machine now. */
export const oldTreeProbe: Probe<ClusterPorts, TreeFiles> = {
  id: 'old-tree',
  title: text('Configuration of the tree in use', '现用 tidb-ansible 目录的配置'),
  shelfLifeMs: 60_000,
  needs: [upgradeSettingsProbe],
  async read(ports, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    return readTreeFiles(ports.hosts.control, settings.value.oldTree);
  },
};
