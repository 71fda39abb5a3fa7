import { text } from '../../../base/text.ts';
import { clusterRuns21 } from '../../../cluster/checks/cluster-runs-2-1.ts';
import { coldBackupTold } from '../../../cluster/checks/cold-backup-told.ts';
import { controlUserIsManager } from '../../../cluster/checks/control-user-is-manager.ts';
import { enoughDiskSpace } from '../../../cluster/checks/enough-disk-space.ts';
import { noDdlRunning } from '../../../cluster/checks/no-ddl-running.ts';
import { noEvictionsLeft } from '../../../cluster/checks/no-evictions-left.ts';
import { noticeHasEstimate } from '../../../cluster/checks/notice-has-estimate.ts';
import { pdMembersHealthy } from '../../../cluster/checks/pd-members-healthy.ts';
import { playbookFitsSupervision } from '../../../cluster/checks/playbook-fits-supervision.ts';
import { regionsHealthy } from '../../../cluster/checks/regions-healthy.ts';
import { storesMatchInventory } from '../../../cluster/checks/stores-match-inventory.ts';
import { storesUp } from '../../../cluster/checks/stores-up.ts';
import { targetIs30 } from '../../../cluster/checks/target-is-3-0.ts';
import { tikvStatusPortsDistinct } from '../../../cluster/checks/tikv-status-ports-distinct.ts';
import { treeMatchesCluster } from '../../../cluster/checks/tree-matches-cluster.ts';
import { askColdBackup } from '../../../cluster/choices/cold-backup.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { showNotice } from '../../../cluster/views/notice-text.ts';
import { showPointOfNoReturn } from '../../../cluster/views/point-of-no-return.ts';
import { showVersions } from '../../../cluster/views/versions-facts.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 2 and 3: is the cluster fit for it, does everybody know, is there a way back to the data. */
export const readiness: Phase<ClusterPorts> = {
  id: 'readiness',
  title: text('Readiness', '升级前检查'),
  why: text(
    'What is wrong now is easily mended now. In the middle of the rolling update it is not.',
    '现在发现的问题容易处理；滚动升级进行到一半时则不然。',
  ),
  steps: [
    {
      id: 'control-user',
      title: text('The management user', '管理用户'),
      why: text(
        'Everything on the control machine and the hosts belongs to the management user. Files left behind by root would block the next deployment.',
        '中控机和各主机上的文件都属于管理用户。root 留下的文件会妨碍之后的部署。',
      ),
      source: 'checklist 3.2',
      checks: [controlUserIsManager],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'versions',
      title: text('Versions, from and to', '当前版本与目标版本'),
      why: text(
        'This way leads from one 2.1 release to 3.0. The old tree must be the one that the cluster was last deployed with.',
        '本流程从同一个 2.1 版本升级到 3.0。现用目录必须是集群最近一次部署所用的目录。',
      ),
      source: 'checklist 4.1, 7.1',
      checks: [clusterRuns21, targetIs30, treeMatchesCluster],
      shows: showVersions,
      putBack: { kind: 'nothing' },
    },
    {
      id: 'pd-health',
      title: text('Health of PD', 'PD 健康状况'),
      why: text(
        'PD is restarted one member at a time. The others must be well, or nobody can place a region meanwhile.',
        'PD 逐个重启，期间其余成员必须健康，否则集群无法调度。',
      ),
      source: 'checklist 2',
      checks: [pdMembersHealthy],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'stores',
      title: text('All stores are Up', '所有 store 均为 Up'),
      why: text(
        'Every TiKV is taken down once. If another is away at that time, regions can lose their majority. A store that the inventory does not name would not be updated at all.',
        '每个 TiKV 都会停机一次。若此时还有其他 TiKV 不在线，Region 可能失去多数派。inventory 中没有的 store 则完全不会被升级。',
      ),
      source: 'checklist 2, 4.3',
      checks: [storesUp, storesMatchInventory],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'regions',
      title: text('Health of the regions', 'Region 健康状况'),
      why: text(
        'A region that is short of a replica may stop serving when a TiKV restarts.',
        '缺少副本的 Region 在 TiKV 重启时可能停止服务。',
      ),
      source: 'checklist 2',
      checks: [regionsHealthy],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'leftover-evictions',
      title: text('Evict-leader schedulers left over', '遗留的 evict-leader 调度器'),
      why: text(
        'A run that broke off can leave a store without leaders for good. It survives restarts, and nothing else shows it.',
        '中断的操作可能使某个 store 一直没有 leader。它在重启后仍然存在，且没有其他提示。',
      ),
      source: 'checklist 4.7',
      checks: [noEvictionsLeft],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'running-ddl',
      title: text('Running DDL', '正在执行的 DDL'),
      why: text(
        'DDL is not allowed while the cluster is upgraded: its result is not defined. A job that runs now would run into it.',
        '升级期间不允许 DDL：结果未定义。现在仍在执行的任务会持续到升级过程中。',
      ),
      source: 'checklist 3.2',
      checks: [noDdlRunning],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'disk-space',
      title: text('Disk space', '磁盘空间'),
      why: text(
        'The downloads need room on the control machine, the new binaries on every host.',
        '中控机需要空间存放下载文件，各主机需要空间存放新的二进制文件。',
      ),
      source: 'checklist 4.6',
      checks: [enoughDiskSpace],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'tikvs-per-host',
      title: text('Several TiKVs on one host', '单机多 TiKV 实例'),
      why: text(
        'They share memory, and in 3.0 each needs a status port of its own. What is missing is added in the inventory step.',
        '它们共用内存；3.0 中每个实例都需要各自的状态端口。缺少的会在 inventory 步骤中补上。',
      ),
      source: 'checklist 4.3',
      checks: [tikvStatusPortsDistinct],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'supervision',
      title: text('Supervision mode', '进程守护方式'),
      why: text(
        'How the services are kept running decides which playbook rolls the update.',
        '进程守护方式决定使用哪个 playbook 滚动升级。',
      ),
      source: 'checklist 4.1',
      checks: [playbookFitsSupervision],
      putBack: { kind: 'nothing' },
    },
    {
      id: 'release-notes',
      title: text('Release notes', '版本说明'),
      why: text(
        'Read what changed in the target version: https://github.com/pingcap/tidb/releases and https://docs.pingcap.com/tidb/v3.0. You know which of it your applications use.',
        '阅读目标版本的变更：https://github.com/pingcap/tidb/releases 与 https://docs.pingcap.com/zh/tidb/v3.0。只有您了解业务用到了其中哪些功能。',
      ),
      source: 'checklist 3.1',
      gate: {
        strength: 'continue',
        title: text('Have the release notes been read?', '是否已阅读版本说明？'),
        means: text('Nothing changes on the cluster.', '不会改变集群。'),
        rests: [targetIs30],
      },
      putBack: { kind: 'nothing' },
    },
    {
      id: 'notice',
      title: text('Notice to the business', '通知业务方'),
      why: text(
        'The business must know when it happens, how long it takes, and that DDL is forbidden until the end.',
        '业务方需要知道升级时间、预计耗时，以及结束之前禁止 DDL。',
      ),
      source: 'checklist 3.2',
      gate: {
        strength: 'confirm',
        title: text('Has the business been told?', '是否已通知业务方？'),
        means: text(
          'You confirm that the notice went out, with the estimate and the ban on DDL.',
          '确认通知已发出，包含预计耗时与禁止 DDL 的要求。',
        ),
        rests: [noticeHasEstimate],
      },
      shows: showNotice,
      putBack: { kind: 'nothing' },
    },
    {
      id: 'cold-backup',
      title: text('A full cold backup', '完整冷备份'),
      why: text(
        'There is no way back from 3.0 to 2.1. A full export of the data, by MyDumper for instance, is the only net under the rope.',
        '3.0 无法回退到 2.1。完整的数据导出（例如 MyDumper）是唯一的保障。',
      ),
      source: 'checklist 3.2',
      choices: askColdBackup,
      putBack: { kind: 'nothing' },
    },
    {
      id: 'no-way-back',
      title: text('Where the point of no return lies', '不可回退点在哪里'),
      why: text(
        'Everything up to the download can be taken back by removing two directories. From the first restart of a PD on there is only forward.',
        '直到下载完成，删除两个目录即可恢复原状。从第一个 PD 重启开始，只能继续向前。',
      ),
      source: 'checklist 3.2',
      gate: {
        strength: 'confirm',
        title: text('Is it clear where the line lies?', '是否清楚不可回退点的位置？'),
        means: text(
          'The preparation begins. The line itself has a gate of its own, which wants the name of the cluster.',
          '开始准备工作。到达不可回退点时另有关口，需要输入集群名。',
        ),
        rests: [coldBackupTold],
      },
      shows: showPointOfNoReturn,
      skippable: false,
      putBack: { kind: 'nothing' },
    },
  ],
};
