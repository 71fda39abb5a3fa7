import { text } from '../../base/text.ts';
import type { Action } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { playbookJob } from '../rolling/playbook-job.ts';

/** Downloads the binaries of the new release into the new tree (checklist 4.6). Running it again is harmless. */
export const downloadBinaries: Action<ClusterPorts> = {
  id: 'download-binaries',
  needs: [upgradeSettingsProbe],
  plan({ facts }) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return { later: settings.why };
    const { newTree, target } = settings.value;
    return {
      deeds: [
        playbookJob({
          id: 'local-prepare',
          title: text(`download ${target} to the control machine`, `下载 ${target} 到中控机`),
          tree: newTree,
          playbook: 'local_prepare.yml',
          tag: null,
          limit: [],
          touches: ['control'],
        }),
      ],
    };
  },
};
