import { text } from '../../../base/text.ts';
import type { MergeFinding } from '../../../engine/view.ts';
import { type Component, componentsOf, machinesOf } from '../../topology.ts';
import type { Finder } from './context.ts';

/** TiKVs that would share a status port: one finding for each port that is to be confirmed. */
export const statusPortsDistinct: Finder = ({ proposals }) =>
  proposals.map(({ key, host, address, port }) => ({
    code: 'tikv-status-port-shared',
    severity: 'block',
    where: `inventory.ini#${key}`,
    what: text(`${host} has no status port of its own on ${address}`, `${host} 在 ${address} 上没有独立的状态端口`),
    why: text(
      '3.0 always passes tikv_status_port to TiKV: of two with the same one, the second runs without a status page and without monitoring, and the playbook does not notice',
      '3.0 总会把 tikv_status_port 传给 TiKV：端口相同的两个实例中，后启动者没有状态页和监控，而 playbook 不会察觉',
    ),
    next: [
      text(
        `confirm tikv_status_port=${port} for ${host}, or give another free port`,
        `为 ${host} 确认 tikv_status_port=${port}，或填写其他空闲端口`,
      ),
    ],
  }));

/** TiKVs of one machine with the same tikv_port or deploy_dir. */
export const instancesApart: Finder = ({ topology }) =>
  machinesOf(componentsOf(topology, 'tikv')).flatMap(({ host, components }) => [
    ...shared(components, (tikv) => String(tikv.port)).map((same) =>
      collision({
        code: 'tikv-port-shared',
        name: 'tikv_port',
        value: String(same[0]?.port),
        same,
        address: host.address,
      }),
    ),
    ...shared(components, (tikv) => tikv.deployDir).map((same) =>
      collision({
        code: 'tikv-deploy-dir-shared',
        name: 'deploy_dir',
        value: same[0]?.deployDir ?? '',
        same,
        address: host.address,
      }),
    ),
  ]);

function shared(components: readonly Component[], by: (component: Component) => string): readonly Component[][] {
  return [...Map.groupBy(components, by).values()].filter((same) => same.length > 1);
}

function collision(found: {
  code: string;
  name: string;
  value: string;
  same: readonly Component[];
  address: string;
}): MergeFinding {
  const names = found.same.map((component) => component.name).join(', ');
  return {
    code: found.code,
    severity: 'block',
    where: `inventory.ini#tikv_servers.${found.same[1]?.name ?? ''}`,
    what: text(
      `${names} on ${found.address} share ${found.name} ${found.value}`,
      `${found.address} 上的 ${names} 使用相同的 ${found.name} ${found.value}`,
    ),
    why: text('only one of them could run', '只有其中一个能够运行'),
    next: [
      text(
        `give each its own ${found.name} in the old inventory.ini`,
        `在旧的 inventory.ini 中为各实例设置不同的 ${found.name}`,
      ),
    ],
  };
}
