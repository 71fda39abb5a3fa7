import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { newTopologyProbe, oldTopologyProbe } from '../probes/topology.ts';
import type { Component, Topology } from '../topology.ts';
import { finding, notKnown } from './finding.ts';

/**
 * The new tree describes the same cluster as the old one: every component with its name, address, port, directory and
 * labels, nothing more and nothing less. Read from the files on the disk, whoever wrote them (checklist 4.3).
 */
export const topologyCarried: Check<ClusterPorts> = {
  id: 'topology-carried',
  title: text('The new tree describes the same cluster', '新目录描述的是同一个集群'),
  needs: [oldTopologyProbe, newTopologyProbe],
  judge(facts) {
    const before = facts.of(oldTopologyProbe);
    if (!before.known) return notKnown('topology-carried', text('the old tree', '现用目录'), before);
    const after = facts.of(newTopologyProbe);
    if (!after.known) return notKnown('topology-carried', text('the new tree', '新目录'), after);
    const differences = compare(before.value, after.value);
    const same = differences.length === 0;
    return finding(
      {
        id: 'topology-carried',
        result: same ? 'ok' : 'block',
        what: same
          ? text(
              `all ${after.value.components.length} components are where they were`,
              `${after.value.components.length} 个组件的位置均与原来一致`,
            )
          : text(
              `the trees describe different clusters: ${differences.join('; ')}`,
              `两个目录描述的集群不同：${differences.join('；')}`,
            ),
        why: text(
          'a component with another address, port or directory would be set up anew beside the running one',
          '地址、端口或目录不同的组件会被当作新组件部署在运行中的组件旁边',
        ),
        next: same
          ? []
          : [
              text(
                'set it right in inventory.ini and group_vars of the new tree, then look again',
                '在新目录的 inventory.ini 与 group_vars 中修正后重新检查',
              ),
            ],
      },
      [before, after],
    );
  },
};

function compare(before: Topology, after: Topology): readonly string[] {
  const [old, now] = [described(before), described(after)];
  const lost = [...old]
    .filter(([key, where]) => now.get(key) !== where)
    .map(([key, where]) => `${key}: ${where} → ${now.get(key) ?? '—'}`);
  const added = [...now.keys()].filter((key) => !old.has(key)).map((key) => `${key}: — → ${now.get(key)}`);
  const settings = (['clusterName', 'user', 'supervision', 'binlog', 'tls'] as const)
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${before[name]} → ${after[name]}`);
  return [...settings, ...lost, ...added];
}

// Status ports are left out: giving each TiKV its own is what the merge is there for.
function described(topology: Topology): ReadonlyMap<string, string> {
  return new Map(topology.components.map((component) => [`${component.kind} ${component.name}`, placeOf(component)]));
}

function placeOf({ host, port, deployDir, labels }: Component): string {
  const pairs = Object.entries(labels)
    .sort()
    .map(([key, value]) => `${key}=${value}`);
  return [`${host.address}${port === null ? '' : `:${port}`}`, deployDir, ...pairs].join(' ');
}
