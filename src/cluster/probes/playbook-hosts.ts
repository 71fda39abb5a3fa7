import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { commandSource, saidNothing, seen, unseen, unseenFor } from './reading.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** A play as `--list-hosts` shows it. */
export interface ListedPlay {
  /** What the play's `hosts:` says: groups or names. */
  readonly patterns: readonly string[];
  readonly hosts: readonly string[];
}

/** What rolling_update.yml of the new tree would touch, by ansible's own word. Changes nothing. */
export const playbookHostsProbe: Probe<ClusterPorts, readonly ListedPlay[]> = {
  id: 'playbook-hosts',
  title: text('Hosts that rolling_update.yml reaches', 'rolling_update.yml 作用的主机'),
  shelfLifeMs: 60_000,
  needs: [upgradeSettingsProbe],
  async read(ports, facts, signal) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    const source = commandSource('control', ARGV);
    const result = await ports.hosts.control.run(ARGV, { cwd: settings.value.newTree, timeoutMs: 60_000, signal });
    if (result.exit !== 0) return unseen(saidNothing(ARGV, result.exit, result.stderr), source);
    const plays = readListedPlays(result.stdout);
    if (plays.length === 0) return unseen(text('it listed no play', '未列出任何 play'), source);
    return seen(plays, source);
  },
};

/** Reads what `ansible-playbook --list-hosts` prints (2.7 to current: "play #3 (tikv_servers): …", then its hosts). */
export function readListedPlays(output: string): readonly ListedPlay[] {
  return output
    .split(/^(?=[ \t]*play #\d+ \()/m)
    .slice(1)
    .map((block) => {
      const patterns = (/^[ \t]*play #\d+ \(([^)]*)\)/.exec(block)?.[1] ?? '').split(',').map((name) => name.trim());
      const [, listed = ''] = block.split(/^[ \t]*hosts \(\d+\):.*$/m);
      return {
        patterns,
        hosts: listed
          .split('\n')
          .map((line) => line.trim())
          .filter((name) => name !== ''),
      };
    });
}

const ARGV = ['ansible-playbook', 'rolling_update.yml', '--list-hosts'];
