import { text } from '../../../base/text.ts';
import { componentsOf } from '../../topology.ts';
import type { Finder } from './context.ts';

/** Binlog is on where there are pumps, and only there. */
export const binlogComplete: Finder = ({ topology }) => {
  const pumps = componentsOf(topology, 'pump').length;
  const drainers = componentsOf(topology, 'drainer').length;
  const where = 'inventory.ini#all:vars.enable_binlog';
  if (topology.binlog && pumps === 0) {
    return [
      {
        code: 'binlog-without-pump',
        severity: 'block',
        where,
        what: text(
          'enable_binlog is on, but pump_servers has no host',
          '已开启 enable_binlog，但 pump_servers 中没有主机',
        ),
        why: text('TiDB does not take writes when it finds no pump', 'TiDB 找不到 Pump 时无法写入'),
        next: [
          text(
            'add the pumps to [pump_servers], or set enable_binlog = False',
            '在 [pump_servers] 中添加 Pump，或设置 enable_binlog = False',
          ),
        ],
      },
    ];
  }
  if (topology.binlog && drainers === 0) {
    return [
      {
        code: 'binlog-without-drainer',
        severity: 'warn',
        where,
        what: text(
          'enable_binlog is on, but drainer_servers has no host',
          '已开启 enable_binlog，但 drainer_servers 中没有主机',
        ),
        why: text(
          'drainers that the inventory does not know are not upgraded with it',
          'inventory 中没有的 Drainer 不会一同升级',
        ),
        next: [],
      },
    ];
  }
  if (topology.binlog || pumps === 0) return [];
  return [
    {
      code: 'pump-without-binlog',
      severity: 'warn',
      where,
      what: text('there are pumps, but enable_binlog is off', '有 Pump，但 enable_binlog 未开启'),
      why: text('TiDB would start without writing binlog', 'TiDB 启动后不会写 binlog'),
      next: [text('set enable_binlog = True if binlog is in use', '若在使用 binlog，请设置 enable_binlog = True')],
    },
  ];
};

/** An odd number of PDs. */
export const pdCountOdd: Finder = ({ topology }) => {
  const count = componentsOf(topology, 'pd').length;
  if (count === 0 || count % 2 === 1) return [];
  return [
    {
      code: 'pd-count-even',
      severity: 'warn',
      where: 'inventory.ini#pd_servers',
      what: text(`there are ${count} PDs`, `共有 ${count} 个 PD`),
      why: text('an even number survives no more failures than one less', '偶数个 PD 的容错能力与少一个时相同'),
      next: [],
    },
  ];
};

/** Every machine is monitored. */
export const everyHostMonitored: Finder = ({ topology, inventory }) => {
  const monitored = new Set(inventory.hostsOf('monitored_servers').map((host) => inventory.addressOf(host)));
  const machines = new Set(topology.components.map((component) => component.host.address));
  return [...machines]
    .filter((address) => !monitored.has(address))
    .map((address) => ({
      code: 'monitored-host-missing',
      severity: 'warn',
      where: 'inventory.ini#monitored_servers',
      what: text(`${address} is not in monitored_servers`, `monitored_servers 中没有 ${address}`),
      why: text('it gets no node_exporter and no alerts', '该机器没有 node_exporter，也没有告警'),
      next: [text(`add ${address} to [monitored_servers]`, `在 [monitored_servers] 中添加 ${address}`)],
    }));
};
