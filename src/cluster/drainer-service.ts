import { text } from '../base/text.ts';
import type { CommandDeed, Debt, Proof } from '../engine/deed.ts';
import type { Component, Topology } from './topology.ts';

/** Stops a Drainer by its own script; owes its start. */
export function stopDrainer(topology: Topology, drainer: Component): CommandDeed {
  return {
    ...script(drainer, 'stop'),
    title: text(`stop Drainer ${drainer.name}`, `停止 Drainer ${drainer.name}`),
    proof: isRunning(topology, drainer, false),
    opens: [stoppedDebt(topology, drainer)],
  };
}

/** Starts a Drainer by its own script. */
export function startDrainer(topology: Topology, drainer: Component): CommandDeed {
  return {
    ...script(drainer, 'start'),
    title: text(`start Drainer ${drainer.name}`, `启动 Drainer ${drainer.name}`),
    proof: isRunning(topology, drainer, true),
  };
}

/** What stands still while a Drainer does not run. */
function stoppedDebt(topology: Topology, drainer: Component): Debt {
  return {
    id: `drainer/${drainer.name}`,
    what: text(
      `Drainer ${drainer.name} is stopped: nothing flows downstream, and binlogs gather on the Pumps`,
      `Drainer ${drainer.name} 已停止：下游不再同步，binlog 在 Pump 上累积`,
    ),
    original: 'running',
    settledWhen: [isRunning(topology, drainer, true)],
    settle: [startDrainer(topology, drainer)],
  };
}

function script(drainer: Component, verb: 'start' | 'stop') {
  return {
    kind: 'command',
    id: verb,
    host: drainer.name,
    argv: [`${drainer.deployDir}/scripts/${verb}_drainer.sh`],
    cwd: `${drainer.deployDir}/scripts`,
    timeoutMs: 120_000,
  } as const;
}

/** As its supervisor says: systemd's unit, or svstat of the tree's own supervise. */
function isRunning({ supervision }: Topology, drainer: Component, running: boolean): Proof {
  if (supervision === 'systemd') {
    const unit = `drainer-${drainer.port}.service`;
    const prints = running ? 'ActiveState=active' : 'ActiveState=inactive';
    return { kind: 'command', host: drainer.name, argv: ['systemctl', 'show', '-p', 'ActiveState', unit], prints };
  }
  const argv = [`${drainer.deployDir}/bin/svstat`, `${drainer.deployDir}/status/drainer`];
  return { kind: 'command', host: drainer.name, argv, prints: running ? 'up pid' : 'not running' };
}
