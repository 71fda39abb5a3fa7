import { controlPaths } from './control/homes.ts';
import type { Homes } from './control/machine.ts';
import type { ClockScale } from './control/world-clock.ts';

/** The belay.yaml of a practice: like any other, with the clock that wizard and world share. */
export function profileYaml(options: {
  readonly runbook: string;
  readonly homes: Homes;
  readonly port: number;
  readonly user: string;
  readonly identity: string;
  readonly knownHosts: string;
  readonly clock: ClockScale;
}): string {
  const { oldTree, newTree, remote, backupDir } = controlPaths(options.homes);
  const text = (value: string) => JSON.stringify(value);
  return [
    '# written by the practice cluster; a new one at every start of it',
    `runbook: ${options.runbook}`,
    'cluster: test-cluster',
    'control:',
    '  host: 127.0.0.1',
    `  port: ${options.port}`,
    `  user: ${options.user}`,
    `  identity: ${text(options.identity)}`,
    `  knownHosts: ${text(options.knownHosts)}`,
    `oldTree: ${text(oldTree)}`,
    `newTree: ${text(newTree)}`,
    'target: v3.0.9',
    `source: ${text(remote)}`,
    `backupDir: ${text(backupDir)}`,
    'clock:',
    `  origin: ${options.clock.origin}`,
    `  startedAt: ${options.clock.startedAt}`,
    `  rate: ${options.clock.rate}`,
    '',
  ].join('\n');
}
