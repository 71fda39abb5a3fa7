import { text, verbatim } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { DDL_JOBS_STATEMENT, ddlJobsProbe } from '../probes/ddl-jobs.ts';
import { topologyProbe } from '../probes/topology.ts';
import { componentsOf } from '../topology.ts';
import { finding, notKnown } from './finding.ts';

/** No DDL job runs or waits: DDL while the cluster is upgraded has undefined results (checklist 3.2). */
export const noDdlRunning: Check<ClusterPorts> = {
  id: 'no-ddl-running',
  title: text('No DDL runs', '没有正在执行的 DDL'),
  needs: [ddlJobsProbe, topologyProbe],
  judge(facts) {
    const jobs = facts.of(ddlJobsProbe);
    const topology = facts.value(topologyProbe);
    const tidb = topology && componentsOf(topology, 'tidb')[0];
    const byHand = verbatim(
      `mysql -h ${tidb?.host.address ?? 'TIDB'} -P ${tidb?.port ?? 4000} -u root -p -e '${DDL_JOBS_STATEMENT}'`,
    );
    if (!jobs.known) return notKnown('no-ddl-running', text('running DDL', '正在执行的 DDL'), jobs, [byHand]);
    const open = jobs.value.filter((job) => !ENDED.has(job.state.toLowerCase()));
    const list = open.map((job) => `${job.id} ${job.type} ${job.table} (${job.state})`).join(', ');
    return finding(
      {
        id: 'no-ddl-running',
        result: open.length === 0 ? 'ok' : 'block',
        what:
          open.length === 0
            ? text('no DDL job runs or waits', '没有正在执行或排队的 DDL')
            : text(`${open.length} DDL jobs have not ended: ${list}`, `${open.length} 个 DDL 尚未结束：${list}`),
        why: text(
          `DDL while TiDBs of two versions run side by side has undefined results; ${jobs.value.length} jobs were listed`,
          `新旧版本 TiDB 并存期间执行 DDL 结果未定义；共列出 ${jobs.value.length} 个任务`,
        ),
        next:
          open.length === 0
            ? []
            : [
                text('wait until they have ended', '等待其结束'),
                byHand,
                ...open.map((job) => verbatim(`ADMIN CANCEL DDL JOBS ${job.id};`)),
              ],
      },
      [jobs],
    );
  },
};

/** States that a job does not leave any more (TiDB model/ddl.go); anything else, unknown words too, has not ended. */
const ENDED: ReadonlySet<string> = new Set(['synced', 'cancelled', 'rollback done']);
