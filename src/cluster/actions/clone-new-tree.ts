import { text } from '../../base/text.ts';
import type { Action } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';

/** Clones tidb-ansible at exactly the target's tag (checklist 4.1). git leaves nothing behind when it fails. */
export const cloneNewTree: Action<ClusterPorts> = {
  id: 'clone-new-tree',
  needs: [upgradeSettingsProbe],
  plan({ facts }) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return { later: settings.why };
    const { oldTree, newTree, source, target } = settings.value;
    return {
      deeds: [
        {
          kind: 'job',
          id: 'clone',
          title: text(`clone ${target} into ${newTree}`, `克隆 ${target} 到 ${newTree}`),
          host: 'control',
          argv: ['git', 'clone', '-b', target, source, newTree],
          cwd: oldTree,
          // Without it git would wait for a password that nobody can type.
          env: { GIT_TERMINAL_PROMPT: '0' },
          follow: 'log',
          okExits: [0],
          touches: ['control'],
        },
      ],
    };
  },
};
