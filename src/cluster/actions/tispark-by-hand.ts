import { type Text, text, verbatim } from '../../base/text.ts';
import type { Action } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { whatIsMissing } from '../rolling/what-is-missing.ts';
import { type Component, componentsOf } from '../topology.ts';

/** What a person does for TiSpark, which no playbook updates; each is confirmed by who did it. */
export const stopSpark = byHand('stop-spark', text('stop Spark', '停止 Spark'), ({ newTree }) => [
  verbatim(`cd ${newTree} && ansible-playbook stop_spark.yml`),
]);

/** The new jar, in place of the old one, on every node: two versions side by side break class loading. */
export const replaceTisparkJar = byHand(
  'replace-tispark-jar',
  text('replace the TiSpark jar', '替换 TiSpark jar 包'),
  ({ newTree, nodes }) => [
    verbatim(`ls -l ${newTree}/resources/bin/tispark-core-*-jar-with-dependencies.jar`),
    ...nodes.flatMap((node) => [
      text(
        `on ${node.name}: mkdir -p ${node.deployDir}/spark/jars.old && mv -n ${node.deployDir}/spark/jars/tispark-core-*.jar ${node.deployDir}/spark/jars.old/`,
        `在 ${node.name} 上：mkdir -p ${node.deployDir}/spark/jars.old && mv -n ${node.deployDir}/spark/jars/tispark-core-*.jar ${node.deployDir}/spark/jars.old/`,
      ),
      verbatim(
        `scp ${newTree}/resources/bin/tispark-core-*-jar-with-dependencies.jar ${node.host.address}:${node.deployDir}/spark/jars/`,
      ),
    ]),
  ],
);

/** Spark again. */
export const startSpark = byHand('start-spark', text('start Spark', '启动 Spark'), ({ newTree }) => [
  verbatim(`cd ${newTree} && ansible-playbook start_spark.yml`),
]);

/** The master's page and a small job. */
export const trySpark = byHand('try-spark', text('look at Spark', '检查 Spark'), ({ nodes }) => {
  const master = nodes[0];
  const address = master?.host.address ?? 'MASTER';
  return [
    text(
      `open http://${address}:8080: as many workers, cores and as much memory as before`,
      `打开 http://${address}:8080：worker 数、核数、内存与之前一致`,
    ),
    text(
      `on ${master?.name ?? 'MASTER'}: ${master?.deployDir ?? ''}/spark/bin/spark-shell --master spark://${address}:7077, then read a table of TiDB`,
      `在 ${master?.name ?? 'MASTER'} 上：${master?.deployDir ?? ''}/spark/bin/spark-shell --master spark://${address}:7077，并读取一张 TiDB 表`,
    ),
  ];
});

interface SparkPlace {
  readonly newTree: string;
  /** The master first. */
  readonly nodes: readonly Component[];
}

function byHand(id: string, title: Text, instructions: (place: SparkPlace) => readonly Text[]): Action<ClusterPorts> {
  return {
    id,
    needs: [upgradeSettingsProbe, topologyProbe],
    plan({ facts }) {
      const settings = facts.value(upgradeSettingsProbe);
      const topology = facts.value(topologyProbe);
      if (!settings || !topology) return whatIsMissing(facts, [upgradeSettingsProbe, topologyProbe]);
      const nodes = [...componentsOf(topology, 'spark-master'), ...componentsOf(topology, 'spark-slave')];
      return { deeds: [{ kind: 'hand', id, title, instructions: instructions({ newTree: settings.newTree, nodes }) }] };
    },
  };
}
