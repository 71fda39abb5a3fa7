import { OperatorError } from '../../base/errors.ts';
import { type Text, text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { Host } from '../ports/host.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { machinesOf } from '../topology.ts';
import { seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** Room on the file system that holds one path. */
export interface FreeSpace {
  /** `control`, or the inventory name. */
  readonly host: string;
  /** How the control machine reaches it; null: it is the control machine. */
  readonly address: string | null;
  readonly path: string;
  /** What it is wanted for: the new tree with its downloads, the backup, the binaries of a component. */
  readonly use: 'tree' | 'backup' | 'deploy';
  readonly freeBytes: number | null;
  /** Why it is not known; null when it is. */
  readonly why: Text | null;
}

/** Room for the new tree and the backup on the control machine, and for the binaries in every deploy directory. */
export const diskSpaceProbe: Probe<ClusterPorts, readonly FreeSpace[]> = {
  id: 'disk-space',
  title: text('Free disk space', '磁盘剩余空间'),
  shelfLifeMs: 300_000,
  needs: [upgradeSettingsProbe, topologyProbe],
  async read({ hosts }, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const { newTree, backupDir } = settings.value;
    const here = { host: hosts.control, address: null };
    const places: Place[] = [
      { ...here, path: newTree, use: 'tree' },
      { ...here, path: backupDir, use: 'backup' },
    ];
    for (const machine of machinesOf(topology.value.components)) {
      const there = { host: hosts.at(machine.host), address: machine.host.address };
      const paths = new Set(machine.components.map((component) => component.deployDir).filter((path) => path !== ''));
      for (const path of paths) places.push({ ...there, path, use: 'deploy' });
    }
    return seen(await Promise.all(places.map(freeAt)), { kind: 'derived', from: ['df'] });
  },
};

type Place = Pick<FreeSpace, 'address' | 'path' | 'use'> & { readonly host: Host };

async function freeAt({ host, ...place }: Place): Promise<FreeSpace> {
  try {
    return { host: host.name, ...place, freeBytes: await host.freeBytes(place.path), why: null };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { host: host.name, ...place, freeBytes: null, why: error.trouble.what };
  }
}
