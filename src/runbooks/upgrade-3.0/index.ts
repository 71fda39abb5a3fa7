import { text } from '../../base/text.ts';
import { upgradeEstimate } from '../../cluster/estimate.ts';
import type { ClusterPorts } from '../../cluster/ports/index.ts';
import { oldInventoryProbe } from '../../cluster/probes/old-inventory.ts';
import { topologyProbe } from '../../cluster/probes/topology.ts';
import { upgradeSettingsProbe } from '../../cluster/probes/upgrade-settings.ts';
import { leaderGauges } from '../../cluster/views/leader-gauges.ts';
import type { Runbook } from '../../engine/runbook.ts';
import { afterChecks } from './phases/after-checks.ts';
import { backup } from './phases/backup.ts';
import { configuration } from './phases/configuration.ts';
import { controlMachine } from './phases/control-machine.ts';
import { download } from './phases/download.ts';
import { drainer } from './phases/drainer.ts';
import { evictionWait } from './phases/eviction-wait.ts';
import { inventory } from './phases/inventory.ts';
import { monitoring } from './phases/monitoring.ts';
import { newTree } from './phases/new-tree.ts';
import { readiness } from './phases/readiness.ts';
import { regionMerging } from './phases/region-merging.ts';
import { report } from './phases/report.ts';
import { rollingUpdate } from './phases/rolling-update.ts';
import { tispark } from './phases/tispark.ts';
import { variables } from './phases/variables.ts';

/** TiDB 2.1 → 3.0 with tidb-ansible: the whole checklist, from readiness to the report. */
export const upgrade30: Runbook<ClusterPorts> = {
  id: 'upgrade-3.0',
  title: text('TiDB 2.1 → 3.0 with tidb-ansible', '使用 tidb-ansible 将 TiDB 2.1 升级到 3.0'),
  why: text(
    '3.0 is faster and has much that 2.1 lacks. The way there is long, part of it cannot be taken back, and several of its steps go wrong in silence.',
    '3.0 性能更好、功能更多。升级步骤较多，其中一部分不可回退，并且有些步骤会无声地出错。',
  ),
  probes: [upgradeSettingsProbe, oldInventoryProbe, topologyProbe],
  phases: [
    readiness,
    backup,
    newTree,
    controlMachine,
    inventory,
    variables,
    configuration,
    download,
    evictionWait,
    rollingUpdate,
    regionMerging,
    monitoring,
    afterChecks,
    drainer,
    tispark,
    report,
  ],
  live: leaderGauges,
  versions: (facts) => ({
    from: facts.value(oldInventoryProbe)?.groupVars('all').get('tidb_version')?.value ?? null,
    to: facts.value(upgradeSettingsProbe)?.target ?? null,
  }),
  estimate(facts) {
    const topology = facts.value(topologyProbe);
    return topology === undefined ? null : upgradeEstimate(topology);
  },
};
