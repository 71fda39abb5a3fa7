import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type ComponentKind, componentsOf, type Topology } from '../topology.ts';
import { formatVersion, releaseVersion } from '../versions.ts';
import { fileSource, seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** One binary that the new tree will hand out. */
export interface DownloadedBinary {
  readonly name: string;
  /** "v3.0.9"; null: it is not there, or does not tell. */
  readonly version: string | null;
}

const BINARIES: readonly (readonly [ComponentKind, string])[] = [
  ['pd', 'pd-server'],
  ['tikv', 'tikv-server'],
  ['tidb', 'tidb-server'],
  ['pump', 'pump'],
  ['drainer', 'drainer'],
];

/** The binaries in the new tree's resources/bin that this cluster needs, each asked for its version. */
export const downloadedBinariesProbe: Probe<ClusterPorts, readonly DownloadedBinary[]> = {
  id: 'downloaded-binaries',
  title: text('Binaries in the new tree', '新目录中的二进制文件'),
  shelfLifeMs: 30_000,
  needs: [upgradeSettingsProbe, topologyProbe],
  async read({ hosts }, facts, signal) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const dir = `${settings.value.newTree}/resources/bin`;
    const found: DownloadedBinary[] = [];
    for (const name of needed(topology.value)) {
      const result = await hosts.control.run([`${dir}/${name}`, '-V'], { signal });
      const version = releaseVersion(`${result.stdout}\n${result.stderr}`);
      found.push({ name, version: version && formatVersion(version) });
    }
    return seen(found, fileSource('control', dir));
  },
};

function needed(topology: Topology): readonly string[] {
  return BINARIES.filter(([kind]) => componentsOf(topology, kind).length > 0).map(([, name]) => name);
}
