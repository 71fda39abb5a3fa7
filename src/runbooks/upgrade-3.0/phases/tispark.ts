import { text } from '../../../base/text.ts';
import { replaceTisparkJar, startSpark, stopSpark, trySpark } from '../../../cluster/actions/tispark-by-hand.ts';
import { sparkThere } from '../../../cluster/conditions/inventory-has.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 6.2: no playbook updates TiSpark; a person does, and says so. */
export const tispark: Phase<ClusterPorts> = {
  id: 'tispark',
  title: text('TiSpark', 'TiSpark'),
  why: text(
    'TiSpark reads TiKV directly and must know its version. No playbook updates it: it is done by hand, and belay writes down who did it.',
    'TiSpark 直接读取 TiKV，必须与其版本匹配。没有 playbook 可以升级它：由人工完成，belay 记录执行人。',
  ),
  steps: [
    {
      id: 'spark-stop',
      title: text('Stop Spark', '停止 Spark'),
      why: text('A running job would mix classes of both jars.', '运行中的任务会混用新旧 jar 包中的类。'),
      source: 'checklist 6.2',
      when: sparkThere,
      action: stopSpark,
      putBack: {
        kind: 'hand',
        how: text(
          'ansible-playbook start_spark.yml in the new tree',
          '在新目录中执行 ansible-playbook start_spark.yml',
        ),
      },
    },
    {
      id: 'spark-jar',
      title: text('Replace the jar', '替换 jar 包'),
      why: text(
        'local_prepare.yml has brought the new jar. The old one must leave jars/, or both are loaded.',
        'local_prepare.yml 已下载新 jar 包。旧 jar 必须移出 jars/，否则两者都会被加载。',
      ),
      source: 'checklist 6.2',
      when: sparkThere,
      action: replaceTisparkJar,
      putBack: {
        kind: 'hand',
        how: text('move the old jar back from jars.old/', '将旧 jar 从 jars.old/ 移回'),
      },
    },
    {
      id: 'spark-start',
      title: text('Start Spark', '启动 Spark'),
      why: text('Master first, then the workers.', '先启动 master，再启动 worker。'),
      source: 'checklist 6.2',
      when: sparkThere,
      action: startSpark,
      putBack: {
        kind: 'hand',
        how: text('ansible-playbook stop_spark.yml in the new tree', '在新目录中执行 ansible-playbook stop_spark.yml'),
      },
    },
    {
      id: 'spark-try',
      title: text('Try it', '验证'),
      why: text(
        'The page shows whether all workers are back; a small job shows whether it reads TiKV.',
        '页面可确认 worker 是否全部恢复；一个小任务可确认能否读取 TiKV。',
      ),
      source: 'checklist 6.2',
      when: sparkThere,
      action: trySpark,
      putBack: { kind: 'nothing' },
    },
  ],
};
