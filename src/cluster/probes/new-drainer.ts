import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { fileSource, seen, unseen, unseenFor } from './reading.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** The new drainer on the control machine, as local_prepare.yml brought it. */
export interface NewDrainer {
  readonly path: string;
  readonly sha256: string;
}

/** The binary that is copied to every Drainer. */
export const newDrainerProbe: Probe<ClusterPorts, NewDrainer> = {
  id: 'new-drainer',
  title: text('The new drainer binary', '新的 drainer 二进制文件'),
  shelfLifeMs: 60_000,
  needs: [upgradeSettingsProbe],
  async read(ports, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    const path = `${settings.value.newTree}/resources/bin/drainer`;
    const source = fileSource('control', path);
    const sha256 = await ports.hosts.control.sha256(path);
    return sha256 === null
      ? unseen(
          text(`${path} is not there yet: local_prepare.yml brings it`, `${path} 尚不存在：由 local_prepare.yml 下载`),
          source,
        )
      : seen({ path, sha256 }, source);
  },
};
