import { text } from '../../../base/text.ts';
import type { MergeFinding } from '../../../engine/view.ts';
import { VariablesOf } from '../../tree-variables.ts';
import { compareVersions, parseVersion } from '../../versions.ts';
import type { Finder } from './context.ts';

/** process_supervision is one of the two that the playbooks know. */
export const supervisionKnown: Finder = ({ inventory, groupVars }) => {
  const value = new VariablesOf({ inventory, groupVars, group: 'all', host: null }).text('process_supervision');
  if (value === 'systemd' || value === 'supervise') return [];
  return [
    {
      code: 'process-supervision-unknown',
      severity: 'block',
      where: 'inventory.ini#all:vars.process_supervision',
      what: text(`process_supervision is ${value ?? 'not set'}`, `process_supervision 为 ${value ?? '未设置'}`),
      why: text(
        'the playbooks stop and start services only for systemd and supervise; for anything else they skip it in silence',
        'playbook 只在 systemd 和 supervise 时停止和启动服务；其他值会被静默跳过',
      ),
      next: [
        text(
          'process_supervision = systemd, as the cluster was deployed',
          '按部署方式设置，例如 process_supervision = systemd',
        ),
      ],
    },
  ];
};

/** The playbooks refuse root. */
export const userNotRoot: Finder = ({ topology }) => {
  const hosts = topology.components.filter((component) => component.host.user === 'root').map(({ name }) => name);
  if (topology.user !== 'root' && hosts.length === 0) return [];
  const who = topology.user === 'root' ? 'ansible_user' : hosts.join(', ');
  return [
    {
      code: 'ansible-user-root',
      severity: 'block',
      where: 'inventory.ini#all:vars.ansible_user',
      what: text(`${who}: the user is root`, `${who}：用户为 root`),
      why: text('the playbooks refuse to run as root', 'playbook 拒绝以 root 运行'),
      next: [text('ansible_user = tidb, the user of the deployment', '设置为部署用户，例如 ansible_user = tidb')],
    },
  ];
};

/** What the playbooks of early 3.0 get wrong in a TLS cluster. */
export const tlsWorks: Finder = ({ topology }) => {
  if (!topology.tls) return [];
  const where = 'inventory.ini#all:vars.enable_tls';
  const version = parseVersion(topology.tidbVersion ?? '');
  const mended = parseVersion('v3.0.17');
  const early = !version || !mended || compareVersions(version, mended) < 0;
  const pdName: MergeFinding = {
    code: 'tls-pd-name',
    severity: 'warn',
    where,
    what: text('with TLS the playbooks ask PD over http, and fail', '开启 TLS 时 playbook 以 http 访问 PD，会失败'),
    why: text(
      'get_pd_name_tls.yml before v3.0.17 asks http:// addresses',
      'v3.0.17 之前的 get_pd_name_tls.yml 使用 http:// 地址',
    ),
    next: [text('take v3.0.17 or later as the target', '以 v3.0.17 或更高版本为目标')],
  };
  const statusPage: MergeFinding = {
    code: 'tls-status-page',
    severity: 'warn',
    where,
    what: text(
      'with TLS the playbooks poll the status page of TiKV over https, which TiKV 3.0.9 serves over http',
      '开启 TLS 时 playbook 以 https 轮询 TiKV 状态页，而 TiKV 3.0.9 只提供 http',
    ),
    why: text(
      'the play fails after the first TiKV restarted, and leaves its evict-leader scheduler behind',
      '第一个 TiKV 重启后 playbook 失败，并留下 evict-leader 调度器',
    ),
    next: [text('try it on a test cluster first', '请先在测试集群上验证')],
  };
  return early ? [pdName, statusPage] : [statusPage];
};

/** A variable of `[group:vars]` has no effect when group_vars/*.yml sets it too: files override the inventory's groups. */
export const groupVarsEffective: Finder = ({ inventory, groupVars }) =>
  [...inventory.parts.groupVars].flatMap(([group, vars]) =>
    vars.flatMap(({ name, value }) => {
      const file = [...new Set([group, 'all'])].find((item) => groupVars.get(item)?.has(name));
      const effective = file === undefined ? undefined : groupVars.get(file)?.get(name);
      if (effective === undefined || effective === value) return [];
      return [
        {
          code: 'group-var-overridden',
          severity: 'warn' as const,
          where: `inventory.ini#${group}:vars.${name}`,
          what: text(
            `${name} = ${value} has no effect: group_vars/${file}.yml sets ${effective}`,
            `${name} = ${value} 不生效：group_vars/${file}.yml 设置为 ${effective}`,
          ),
          why: text(
            'Ansible puts group_vars files over groups of the inventory',
            'Ansible 中 group_vars 文件优先于 inventory 的分组变量',
          ),
          next: [text(`set it in group_vars/${file}.yml`, `请在 group_vars/${file}.yml 中设置`)],
        },
      ];
    }),
  );
