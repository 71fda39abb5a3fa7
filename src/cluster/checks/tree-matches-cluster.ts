import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { oldTopologyProbe } from '../probes/topology.ts';
import { runningVersions, runningVersionsProbes } from '../running-versions.ts';
import { finding, notKnown } from './finding.ts';

/** The tree in use is the one that the cluster was last deployed with: its tidb_version is what runs. */
export const treeMatchesCluster: Check<ClusterPorts> = {
  id: 'tree-matches-cluster',
  title: text('The old tree belongs to what runs', '现用目录与集群版本一致'),
  needs: [oldTopologyProbe, ...runningVersionsProbes],
  judge(facts) {
    const topology = facts.of(oldTopologyProbe);
    if (!topology.known) return notKnown('tree-matches-cluster', text('the old tree', '现用目录'), topology);
    const { versions, rests } = runningVersions(facts);
    const running = [...new Set(versions.flatMap((one) => one.version ?? []))];
    const tree = topology.value.tidbVersion;
    const result = tree === null || running.length === 0 ? 'unknown' : running.every((v) => v === tree) ? 'ok' : 'warn';
    return finding(
      {
        id: 'tree-matches-cluster',
        result,
        what: text(
          `tidb_version of the old tree: ${tree ?? 'not set'}; running: ${running.join(', ') || 'not known'}`,
          `现用目录 tidb_version：${tree ?? '未设置'}；运行中：${running.join('、') || '未知'}`,
        ),
        why:
          result === 'ok'
            ? text('its configuration is what was last rolled out', '其中的配置就是最近一次发布的配置')
            : text(
                'a tree of another version may hold configuration that the cluster does not run with; it would be carried over',
                '版本不同的目录，其配置可能不是集群正在使用的配置，合并时会被带入新版本',
              ),
        next:
          result === 'ok'
            ? []
            : [
                text(
                  'check `oldTree` in the profile: is it the tree last deployed from?',
                  '检查配置文件中的 `oldTree`：是否为最近部署所用的目录？',
                ),
              ],
      },
      [topology, ...rests],
    );
  },
};
