import { type Text, text } from '../../base/text.ts';
import type { Component, Topology } from '../topology.ts';

/** The command that starts a PD which a failed run left stopped. `moved`: whether it is on its 3.0 unit already. */
export function startPdByHand({ supervision }: Topology, pd: Component, moved: boolean | 'unknown'): Text {
  const unit = moved === false ? 'pd.service' : `pd-${pd.port}.service`;
  const command = supervision === 'systemd' ? `sudo systemctl start ${unit}` : `${pd.deployDir}/scripts/start_pd.sh`;
  return text(
    `mend what its log says, then on ${pd.name} (${pd.host.address}): ${command}`,
    `先按其日志处理问题，然后在 ${pd.name}（${pd.host.address}）上执行：${command}`,
  );
}
