import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { topologyProbe } from '../probes/topology.ts';
import { componentsOf, machinesOf } from '../topology.ts';
import { finding, notKnown } from './finding.ts';

/**
 * TiKVs that share a machine are told, with their status ports. 3.0 serves every TiKV's metrics on its own status port;
 * two that share one collide without a word on their first 3.0 start, and one of them has no monitoring from then on.
 */
export const tikvStatusPortsDistinct: Check<ClusterPorts> = {
  id: 'tikv-status-ports-distinct',
  title: text('TiKVs on one host have status ports of their own', '同机多个 TiKV 的状态端口互不相同'),
  needs: [topologyProbe],
  judge(facts) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return notKnown('tikv-status-ports-distinct', text('the inventory', 'inventory'), topology);
    const shared = machinesOf(componentsOf(topology.value, 'tikv')).filter((machine) => machine.components.length > 1);
    if (shared.length === 0) {
      return finding(
        {
          id: 'tikv-status-ports-distinct',
          result: 'ok',
          what: text('every TiKV has a host of its own', '每个 TiKV 独占一台主机'),
          why: text('status ports cannot collide', '状态端口不会冲突'),
        },
        [topology],
      );
    }
    return shared.map(({ host, components }) => {
      const ports = components.map((tikv) => tikv.statusPort);
      const distinct = !ports.includes(null) && new Set(ports).size === ports.length;
      const list = components.map((tikv) => `${tikv.name} ${tikv.statusPort ?? '?'}`).join(', ');
      return finding(
        {
          id: `tikv-status-ports-distinct/${host.address}`,
          result: distinct ? 'ok' : 'warn',
          what: text(
            `${components.length} TiKVs share ${host.address}; status ports: ${list}`,
            `${host.address} 上有 ${components.length} 个 TiKV；状态端口：${list}`,
          ),
          why: distinct
            ? text('each will serve its own metrics', '各自提供自己的监控数据')
            : text(
                'in 3.0 they would collide in silence: one of them would lose its status page and its monitoring',
                '3.0 中它们会无声冲突：其中一个将失去状态页和监控数据',
              ),
          next: distinct
            ? []
            : [
                text(
                  `the inventory step asks for it: a tikv_status_port of its own for each, e.g. ${components.map((tikv, at) => `${tikv.name} tikv_status_port=${20181 + at}`).join(', ')}`,
                  `inventory 步骤会处理：为每个实例设置各自的 tikv_status_port，例如 ${components.map((tikv, at) => `${tikv.name} tikv_status_port=${20181 + at}`).join('，')}`,
                ),
              ],
        },
        [topology],
      );
    });
  },
};
