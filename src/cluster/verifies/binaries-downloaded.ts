import { text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { downloadedBinariesProbe } from '../probes/downloaded-binaries.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';

/** Every binary that the cluster needs lies in the new tree and says the target's version with `-V`. */
export const binariesDownloaded: Verify<ClusterPorts> = {
  id: 'binaries-downloaded',
  title: text('the binaries are there and tell the right version', '二进制文件齐全且版本正确'),
  needs: [downloadedBinariesProbe, upgradeSettingsProbe],
  everyMs: 2_000,
  timeoutMs: 30_000,
  judge({ facts }) {
    const binaries = facts.of(downloadedBinariesProbe);
    if (!binaries.known) return { holds: 'not-yet', evidence: binaries.why };
    const target = facts.value(upgradeSettingsProbe)?.target;
    const list = binaries.value.map(({ name, version }) => `${name} ${version ?? '?'}`).join(', ');
    const right = binaries.value.length > 0 && binaries.value.every(({ version }) => version === target);
    return { holds: right ? 'yes' : 'no', evidence: text(`resources/bin: ${list}`, `resources/bin：${list}`) };
  },
};
