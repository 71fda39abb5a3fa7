import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type RunningVersion, runningVersions, runningVersionsProbes } from '../running-versions.ts';
import { isSeries, parseVersion } from '../versions.ts';
import { finding } from './finding.ts';

/** Every PD, TiKV and TiDB runs one and the same 2.1.x. */
export const clusterRuns21: Check<ClusterPorts> = {
  id: 'cluster-runs-2-1',
  title: text('The whole cluster runs one 2.1 release', '整个集群运行同一个 2.1 版本'),
  needs: runningVersionsProbes,
  judge(facts) {
    const { versions, rests } = runningVersions(facts);
    const known = versions.filter((one) => one.version !== null);
    const distinct = [...new Set(known.map((one) => one.version as string))];
    const list = text(summary(versions, 'not known'), summary(versions, '未知'));
    const about = { id: 'cluster-runs-2-1', why: list };
    if (distinct.some((version) => !is21(version))) {
      return finding(
        {
          ...about,
          result: 'block',
          what: text(
            `not all of the cluster runs 2.1: ${distinct.join(', ')}`,
            `集群并非全部运行 2.1：${distinct.join('、')}`,
          ),
          next: [
            text(
              'belay runs      shows whether an upgrade was begun already',
              'belay runs      查看是否已有进行中的升级',
            ),
            text('belay resume    goes on with it', 'belay resume    继续该升级'),
          ],
        },
        rests,
      );
    }
    if (distinct.length > 1) {
      return finding(
        {
          ...about,
          result: 'block',
          what: text(
            `several versions run side by side: ${distinct.join(', ')}`,
            `多个版本并存：${distinct.join('、')}`,
          ),
          next: [
            text(
              'finish the update within 2.1 first: `ansible-playbook rolling_update.yml` in the tree in use',
              '先完成 2.1 内部的滚动升级：在现用目录中执行 `ansible-playbook rolling_update.yml`',
            ),
          ],
        },
        rests,
      );
    }
    const whole = versions.length > 0 && known.length === versions.length;
    return finding(
      {
        ...about,
        result: whole ? 'ok' : 'unknown',
        what: whole
          ? text(
              `all ${versions.length} components run ${distinct[0]}`,
              `全部 ${versions.length} 个组件运行 ${distinct[0]}`,
            )
          : text(
              `the version of ${versions.length - known.length} of ${versions.length} components is not known`,
              `${versions.length} 个组件中有 ${versions.length - known.length} 个版本未知`,
            ),
        next: whole
          ? []
          : [text('look at them by hand: `<deploy_dir>/bin/<binary> -V`', '手动查看：`<deploy_dir>/bin/<binary> -V`')],
      },
      rests,
    );
  },
};

function is21(source: string): boolean {
  const version = parseVersion(source);
  return version !== null && isSeries(version, 2, 1);
}

function summary(versions: readonly RunningVersion[], unknown: string): string {
  return versions.map((one) => `${one.kind} ${one.name}: ${one.version ?? unknown}`).join(', ');
}
