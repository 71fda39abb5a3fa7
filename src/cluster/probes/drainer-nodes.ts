import { OperatorError } from '../../base/errors.ts';
import { type Text, text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type Component, componentsOf, statusUrl, type Topology } from '../topology.ts';
import { askPage } from './ask-page.ts';
import { binaryPath, installed } from './installed-binaries.ts';
import { commandSource, seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';
import { type UpgradeSettings, upgradeSettingsProbe } from './upgrade-settings.ts';

/** A binary in a Drainer's bin directory. */
export interface DrainerBinary {
  readonly there: boolean;
  /** "v3.0.9"; null: it is not there, or tells none. */
  readonly version: string | null;
}

/** One Drainer: its three binaries, and whether it answers. */
export interface DrainerNode {
  readonly name: string;
  /** null: its bin directory could not be read, see `why`. */
  readonly binaries: {
    /** bin/drainer: what runs at the next start. */
    readonly current: DrainerBinary;
    /** bin/drainer-<target>: the new one beside it. */
    readonly staged: DrainerBinary;
    /** bin/drainer.old: the old one, kept. */
    readonly kept: DrainerBinary;
  } | null;
  readonly why: Text | null;
  /** Whether its status page answers. */
  readonly answers: boolean;
}

/** The name under which the new binary lies beside the old one. */
export function stagedName(target: string): string {
  return `drainer-${target}`;
}

/** The name under which the old binary is kept. */
export const KEPT_NAME = 'drainer.old';

/** Binaries and status page of every Drainer. Its page tells no version: the binary does. */
export const drainerNodesProbe: Probe<ClusterPorts, readonly DrainerNode[]> = {
  id: 'drainer-nodes',
  title: text('Drainers', 'Drainer 节点'),
  shelfLifeMs: 5_000,
  needs: [topologyProbe, upgradeSettingsProbe],
  async read(ports, facts, signal) {
    const topology = facts.of(topologyProbe);
    const settings = facts.of(upgradeSettingsProbe);
    if (!topology.known) return unseenFor(topology);
    if (!settings.known) return unseenFor(settings);
    const drainers = componentsOf(topology.value, 'drainer');
    const look: Look = { ports, topology: topology.value, settings: settings.value, signal };
    const nodes = await Promise.all(drainers.map((drainer) => nodeOf(look, drainer)));
    return seen(nodes, commandSource(drainers.map(({ name }) => name).join(', '), ['bin/drainer', '-V']));
  },
};

interface Look {
  readonly ports: ClusterPorts;
  readonly topology: Topology;
  readonly settings: UpgradeSettings;
  readonly signal: AbortSignal;
}

async function nodeOf(look: Look, drainer: Component): Promise<DrainerNode> {
  const { ports, topology, settings, signal } = look;
  const page = await askPage(ports, statusUrl(topology, drainer, '/status'), signal);
  const base = { name: drainer.name, answers: page.answered };
  try {
    const names = new Set(
      (await ports.hosts.at(drainer.host).list(`${drainer.deployDir}/bin`))?.map(({ name }) => name),
    );
    const at = async (name: string): Promise<DrainerBinary> => {
      if (!names.has(name)) return { there: false, version: null };
      return { there: true, version: (await installed(ports, drainer, binaryPath(drainer, name), signal)).version };
    };
    const [current, staged, kept] = await Promise.all([at('drainer'), at(stagedName(settings.target)), at(KEPT_NAME)]);
    return { ...base, binaries: { current, staged, kept }, why: null };
  } catch (error) {
    if (error instanceof OperatorError) return { ...base, binaries: null, why: error.trouble.what };
    throw error;
  }
}
