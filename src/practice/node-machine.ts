import type { MachineFor } from './control/command-server.ts';
import type { Cluster, Files, Homes } from './control/machine.ts';
import type { worldClock } from './control/world-clock.ts';

/** Machines of real commands: their files are this machine's, their time is the world's. */
export function nodeMachine(common: {
  readonly cluster: Cluster;
  readonly files: Files;
  readonly homes: Homes;
  readonly clock: ReturnType<typeof worldClock>;
}): MachineFor {
  const { cluster, files, homes, clock } = common;
  return ({ argv, cwd, env, host, stdin }, signal) => ({
    argv,
    cwd,
    env,
    host: host === '' ? homes.control : host,
    stdin,
    files,
    cluster,
    homes,
    time: { now: clock.now, sleep: (ms) => clock.sleep(ms, signal) },
  });
}
