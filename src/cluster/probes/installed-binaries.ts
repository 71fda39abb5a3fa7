import { OperatorError } from '../../base/errors.ts';
import { type Text, text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type Component, type ComponentKind, componentsOf } from '../topology.ts';
import { formatVersion, releaseVersion } from '../versions.ts';
import { commandSource, saidNothing, seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** The binary that an instance's next start runs. */
export interface InstalledBinary {
  readonly name: string;
  readonly path: string;
  /** "v3.0.9"; null: not known. */
  readonly version: string | null;
  /** Why the version is not known; null when it is. */
  readonly why: Text | null;
}

/** What `bin/pd-server -V` says on every PD: 2.1 and 3.0 may not tell versions of members by API. */
export const pdBinariesProbe = binariesOf('pd', 'pd-server');

/** What `bin/pump -V` says on every Pump: its status page tells no version. */
export const pumpBinariesProbe = binariesOf('pump', 'pump');

function binariesOf(kind: ComponentKind, binary: string): Probe<ClusterPorts, readonly InstalledBinary[]> {
  return {
    id: `${kind}-binaries`,
    title: text(`Installed versions of ${binary}`, `已安装的 ${binary} 版本`),
    shelfLifeMs: 10_000,
    needs: [topologyProbe],
    async read(ports, facts, signal) {
      const topology = facts.of(topologyProbe);
      if (!topology.known) return unseenFor(topology);
      const components = componentsOf(topology.value, kind);
      const found = await Promise.all(components.map((one) => installed(ports, one, binaryPath(one, binary), signal)));
      return seen(found, commandSource(components.map((one) => one.name).join(', '), [`bin/${binary}`, '-V']));
    },
  };
}

/** The path of an instance's binary. */
export function binaryPath(component: Component, binary: string): string {
  return `${component.deployDir}/bin/${binary}`;
}

/** Asks one binary on the host of `component` for its version. */
export async function installed(
  ports: ClusterPorts,
  component: Component,
  path: string,
  signal: AbortSignal,
): Promise<InstalledBinary> {
  const argv = [path, '-V'];
  const nothing = (why: Text): InstalledBinary => ({ name: component.name, path, version: null, why });
  try {
    const result = await ports.hosts.at(component.host).run(argv, { signal });
    // Some releases print the version on stderr.
    const version = releaseVersion(`${result.stdout}\n${result.stderr}`);
    if (version === null) return nothing(saidNothing(argv, result.exit, result.stderr));
    return { name: component.name, path, version: formatVersion(version), why: null };
  } catch (error) {
    if (error instanceof OperatorError) return nothing(error.trouble.what);
    throw error;
  }
}
