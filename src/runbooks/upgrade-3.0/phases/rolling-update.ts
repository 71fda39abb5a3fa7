import { text } from '../../../base/text.ts';
import { EVICTION_WAIT_DEBT } from '../../../cluster/actions/raise-eviction-wait.ts';
import { settleDebt } from '../../../cluster/actions/settle-debt.ts';
import { updatePd } from '../../../cluster/actions/update-pd.ts';
import { updatePump } from '../../../cluster/actions/update-pump.ts';
import { updateTidb } from '../../../cluster/actions/update-tidb.ts';
import { updateTikv } from '../../../cluster/actions/update-tikv.ts';
import { coldBackupTold } from '../../../cluster/checks/cold-backup-told.ts';
import { noDdlRunning } from '../../../cluster/checks/no-ddl-running.ts';
import { noEvictionsLeft } from '../../../cluster/checks/no-evictions-left.ts';
import { pdMayGoOn } from '../../../cluster/checks/pd-may-go-on.ts';
import { pdMembersHealthy } from '../../../cluster/checks/pd-members-healthy.ts';
import { pdReady } from '../../../cluster/checks/pd-ready.ts';
import { regionsHealthy } from '../../../cluster/checks/regions-healthy.ts';
import { storesMatchInventory } from '../../../cluster/checks/stores-match-inventory.ts';
import { storesUp } from '../../../cluster/checks/stores-up.ts';
import { tikvMayGoOn } from '../../../cluster/checks/tikv-may-go-on.ts';
import { tikvStatusPortsDistinct } from '../../../cluster/checks/tikv-status-ports-distinct.ts';
import { binlogOn } from '../../../cluster/conditions/binlog-on.ts';
import { explainPd, explainPump, explainTidb, explainTikv } from '../../../cluster/failures/explain-rolling.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { pumpOnTarget, tidbOnTarget } from '../../../cluster/verifies/component-on-target.ts';
import { evictionWaitRestored } from '../../../cluster/verifies/eviction-wait.ts';
import { pdOnTarget } from '../../../cluster/verifies/pd-on-target.ts';
import { tikvOnTarget } from '../../../cluster/verifies/tikv-on-target.ts';
import { leaderGauges } from '../../../cluster/views/leader-gauges.ts';
import { plannedPhase } from '../../../cluster/views/planned-phase.ts';
import type { Phase } from '../../../engine/runbook.ts';

const NO_WAY_BACK = text(
  'versions are not rolled back: 3.0 writes what 2.1 cannot read',
  '版本不支持回退：3.0 写入的数据 2.1 无法读取',
);

/** Checklist 4.7: PD, TiKV, Pump, TiDB, one instance after the other. */
export const rollingUpdate: Phase<ClusterPorts> = {
  id: 'rolling-update',
  title: text('Rolling update', '滚动升级'),
  why: text(
    'Every instance is stopped, replaced and started, one after the other, while the cluster serves. After each component belay looks at what really runs; a playbook that ends well proves little.',
    '逐个停止、替换并启动每个实例，期间集群持续服务。每个组件完成后 belay 都核实实际运行状态；playbook 正常结束并不能说明问题。',
  ),
  steps: [
    {
      id: 'point-of-no-return',
      title: text('The point of no return', '不可回退点'),
      why: text(
        'Up to here nothing in the cluster was changed. From the first PD on there is no way back to 2.1, only forward. No DDL may run until the end.',
        '到目前为止集群没有任何改动。从第一个 PD 开始就无法回到 2.1，只能继续向前。升级结束前不得执行 DDL。',
      ),
      source: 'checklist 3.2, 4.7',
      gate: {
        strength: 'danger',
        title: text('Start the rolling update', '开始滚动升级'),
        means: text(
          'From here there is no way back to 2.1. For the business: about 3 s without new timestamps when the PD leader moves, short jitter while leaders leave each TiKV, dropped connections when each TiDB restarts.',
          '从这里开始无法回退到 2.1。对业务的影响：PD leader 切换时约 3 秒取不到 TSO；各 TiKV 迁移 leader 时有短暂抖动；各 TiDB 重启时连接断开。',
        ),
        rests: [
          pdMembersHealthy,
          pdReady,
          storesUp,
          storesMatchInventory,
          regionsHealthy,
          noEvictionsLeft,
          tikvStatusPortsDistinct,
          noDdlRunning,
          coldBackupTold,
        ],
      },
      shows: plannedPhase('rolling-update'),
      skippable: false,
      putBack: { kind: 'nothing' },
    },
    {
      id: 'rolling-pd',
      title: text('PD', 'PD'),
      why: text(
        'Followers first, the leader last. Under systemd the playbook also moves PD from pd.service to pd-<port>.service; it does that once and fails on a PD that has moved, so belay never sends one through it twice. Afterwards it goes on with rolling_update.yml, which does the same for the other components and cannot touch PD by a slip: here belay departs from the checklist.',
        '先升级 follower，最后升级 leader。systemd 模式下 playbook 还会将 PD 从 pd.service 换到 pd-<port>.service；该操作只能进行一次，因此 belay 不会让同一个 PD 执行两次。之后改用 rolling_update.yml，它对其他组件的作用相同且不会误动 PD：此处与检查清单不同。',
      ),
      source: 'checklist 4.1, 4.7',
      checks: [pdMayGoOn, pdReady, storesUp],
      gate: {
        strength: 'confirm',
        title: text('Roll PD', '滚动升级 PD'),
        means: text(
          'Each PD is restarted. When the leader moves, requests wait about 3 s for a timestamp.',
          '逐个重启 PD。leader 切换时，请求需等待约 3 秒才能取得 TSO。',
        ),
        rests: [regionsHealthy],
      },
      action: updatePd,
      verify: pdOnTarget,
      explains: explainPd,
      shows: leaderGauges,
      putBack: { kind: 'cannot', because: NO_WAY_BACK },
    },
    {
      id: 'rolling-tikv',
      title: text('TiKV', 'TiKV'),
      why: text(
        'For each TiKV the playbook adds an evict scheduler, waits for its leaders to leave, restarts it and removes the scheduler. When anything fails before that, the scheduler stays and the store gets no leaders: belay keeps it as a debt. After a failure only what is not seen on the new version is run again, by inventory names.',
        '对每个 TiKV，playbook 先添加 evict-leader 调度器，等待 leader 迁走，重启后再删除调度器。若在此之前失败，调度器会残留，该 store 将没有 leader：belay 会将其记为待还原项。失败后只对尚未升级的实例按 inventory 名称继续。',
      ),
      source: 'checklist 4.7',
      checks: [pdReady, tikvMayGoOn],
      gate: {
        strength: 'confirm',
        title: text('Roll TiKV', '滚动升级 TiKV'),
        means: text(
          'The longest part, about 5 min for each TiKV. Short jitter while leaders move.',
          '耗时最长，每个 TiKV 约 5 分钟。leader 迁移时有短暂抖动。',
        ),
        rests: [pdMembersHealthy],
      },
      action: updateTikv,
      verify: tikvOnTarget,
      explains: explainTikv,
      shows: leaderGauges,
      putBack: { kind: 'cannot', because: NO_WAY_BACK },
    },
    {
      id: 'rolling-pump',
      title: text('Pump', 'Pump'),
      why: text(
        'With binlog on, every transaction is written to a Pump before it commits. Each Pump is restarted while the others take over; with a single one, writes wait for it.',
        '开启 binlog 后，事务提交前要先写入 Pump。重启某个 Pump 时由其余 Pump 接替；只有一个 Pump 时，写入会等待它恢复。',
      ),
      source: 'checklist 4.7, 6.1',
      when: binlogOn,
      checks: [storesUp],
      gate: {
        strength: 'confirm',
        title: text('Roll Pump', '滚动升级 Pump'),
        means: text(
          'Each Pump is away for some seconds. Drainer waits and then catches up.',
          '每个 Pump 停止数秒。Drainer 会等待，随后追上。',
        ),
        rests: [],
      },
      action: updatePump,
      verify: pumpOnTarget,
      explains: explainPump,
      putBack: { kind: 'cannot', because: NO_WAY_BACK },
    },
    {
      id: 'rolling-tidb',
      title: text('TiDB', 'TiDB'),
      why: text(
        'The first TiDB of 3.0 upgrades the system tables; the others wait for it. That is the reason for no DDL: a job that runs now would meet half-changed tables.',
        '第一个 3.0 的 TiDB 会升级系统表，其余实例等待它完成。因此升级期间不能有 DDL：此时运行的任务会遇到改到一半的系统表。',
      ),
      source: 'checklist 3.2, 4.7',
      checks: [storesUp, regionsHealthy, noDdlRunning],
      gate: {
        strength: 'confirm',
        title: text('Roll TiDB', '滚动升级 TiDB'),
        means: text(
          'Each TiDB drops its connections when it stops: applications must reconnect.',
          '每个 TiDB 停止时会断开连接：应用需要重连。',
        ),
        rests: [],
      },
      action: updateTidb,
      verify: tidbOnTarget,
      explains: explainTidb,
      putBack: { kind: 'cannot', because: NO_WAY_BACK },
    },
    {
      id: 'restore-eviction-wait',
      title: text('Put the eviction wait back', '还原等待时间'),
      why: text(
        'The new tree stays with the cluster and should be as its release has it. The long wait was for this upgrade.',
        '新目录今后用于管理集群，应与发布版一致。延长的等待时间仅用于本次升级。',
      ),
      source: 'checklist 4.7',
      action: settleDebt(EVICTION_WAIT_DEBT),
      verify: evictionWaitRestored,
      putBack: { kind: 'nothing' },
    },
  ],
};
