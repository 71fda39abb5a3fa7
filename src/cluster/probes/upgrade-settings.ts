import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { seen, unseen } from './reading.ts';

/** What the profile says of an upgrade, nothing left open. Paths are absolute on the control machine. */
export interface UpgradeSettings {
  readonly cluster: string;
  readonly oldTree: string;
  readonly newTree: string;
  /** The tag of the new tree: "v3.0.9". */
  readonly target: string;
  /** Where the new tree is cloned from. */
  readonly source: string;
  readonly backupDir: string;
}

/** The profile's part for an upgrade with tidb-ansible. */
export const upgradeSettingsProbe: Probe<ClusterPorts, UpgradeSettings> = {
  id: 'upgrade-settings',
  title: text('What the profile says of this upgrade', '配置文件中关于本次升级的内容'),
  shelfLifeMs: Number.POSITIVE_INFINITY,
  needs: [],
  async read({ profile }) {
    const { cluster, oldTree, newTree, target, source, backupDir } = profile;
    if (oldTree === null) return absent('oldTree');
    if (newTree === null) return absent('newTree');
    if (target === null) return absent('target');
    if (backupDir === null) return absent('backupDir');
    return seen(
      { cluster, oldTree, newTree, target, source, backupDir },
      { kind: 'profile', field: 'oldTree, newTree, target, source, backupDir' },
    );
  },
};

function absent(field: string) {
  return unseen(text(`the profile has no ${field}`, `配置文件中缺少 ${field}`), { kind: 'profile', field });
}
