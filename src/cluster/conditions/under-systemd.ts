import { text } from '../../base/text.ts';
import type { Condition } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { supervisionProbe } from '../probes/supervision.ts';

/** Services run under systemd: PD changes its unit once, from pd.service to pd-<port>.service. */
export const underSystemd: Condition<ClusterPorts> = {
  id: 'under-systemd',
  title: text('process_supervision is systemd', 'process_supervision 为 systemd'),
  needs: [supervisionProbe],
  holds: (facts) => {
    const supervision = facts.value(supervisionProbe);
    return supervision === undefined ? 'unknown' : supervision === 'systemd';
  },
};
