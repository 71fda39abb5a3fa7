import { type Text, text } from '../../base/text.ts';
import type { FailedTask } from './failed-task.ts';

/**
 * What usually stands behind a failed task of the rolling playbooks, by the task's name (tidb-ansible v3.0.9); null: nothing is
 * known of it.
 */
export function likelyCause({ task, host, unreachable }: FailedTask): Text | null {
  if (unreachable) {
    return text(
      `likely: the control machine cannot log in to ${host}; nothing of it was stopped by this task`,
      `可能原因：中控机无法登录 ${host}；该任务没有停止其上的任何服务`,
    );
  }
  const known = CAUSES.find(([pattern]) => pattern.test(task));
  return known ? text(`likely: ${known[1].en}`, `可能原因：${known[1].zh}`) : null;
}

const CAUSES: readonly (readonly [RegExp, Text])[] = [
  [
    /^wait until the PD port .*down/,
    text(
      'pd.service was stopped already and PD runs under its new unit: the excessive playbook came a second time',
      'pd.service 早已停止，PD 已在新服务下运行：excessive playbook 被执行了第二次',
    ),
  ],
  [/port .*is down|port .*down$/, text('the process did not stop in time', '进程未能及时停止')],
  [
    /port .*is up|port .*up$/,
    text(
      'the process does not start: a setting that it refuses, or a port or directory that is taken; its log says which',
      '进程无法启动：配置被拒绝，或端口、目录被占用；其日志会说明',
    ),
  ],
  [
    /TiKV status page/,
    text(
      'its status port is not served: two TiKVs of the host share it, or TLS is on (3.0.9 serves it without)',
      '状态端口没有响应：同机两个 TiKV 共用该端口，或启用了 TLS（3.0.9 的状态页不走 TLS）',
    ),
  ],
  [
    /status page|health page|cluster is available/,
    text('it started but is not well yet; its log says why', '已启动但尚未正常；其日志会说明'),
  ],
  [
    /remove evict-leader-scheduler/,
    text(
      'the scheduler was gone already, or PD was not ready: the TiKV itself runs',
      '调度器已不存在，或 PD 尚未就绪：TiKV 本身已在运行',
    ),
  ],
  [
    /store_id is defined/,
    text(
      'PD knows no store at this address: ansible_host or tikv_port in the inventory is wrong',
      'PD 中没有该地址的 store：inventory 中的 ansible_host 或 tikv_port 有误',
    ),
  ],
  [
    /^start .* by systemd$/,
    text(
      'the process ended at once and its log says why, its unit is not there, or the management user may not use sudo without a password',
      '进程启动后立即退出（其日志会说明），服务不存在，或管理用户没有免密 sudo 权限',
    ),
  ],
  [
    /by systemd$/,
    text(
      'the unit is not there, or the management user may not use sudo without a password',
      '服务不存在，或管理用户没有免密 sudo 权限',
    ),
  ],
  [
    /^Check (PD|TiKV|TiDB) config|^Check result/,
    text('a setting in conf/ is refused; nothing was stopped yet', 'conf/ 中有配置被拒绝；尚未停止任何服务'),
  ],
];
