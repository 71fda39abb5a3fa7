import type { ControlHost } from '../control-host.ts';
import { localFiles } from './files.ts';
import { runLocally } from './run.ts';
import { connectTcp } from './tcp.ts';

/** This machine as the control machine. */
export function openLocalHost(name = 'control'): ControlHost {
  return {
    name,
    where: 'local',
    ...localFiles(name),
    run: (argv, options = {}) => runLocally(name, argv, options),
    connect: (host, port, signal) => connectTcp(name, host, port, signal),
    environment: async () =>
      Object.fromEntries(
        Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    onState: () => () => undefined,
    close: async () => undefined,
  };
}
