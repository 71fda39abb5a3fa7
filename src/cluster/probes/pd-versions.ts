import { OperatorError } from '../../base/errors.ts';
import { type Text, text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import type { PdMembers } from '../ports/pd.ts';
import { type Component, componentsOf } from '../topology.ts';
import { formatVersion, parseVersion, releaseVersion } from '../versions.ts';
import { pdMembersProbe } from './pd-members.ts';
import { seen, unseenFor } from './reading.ts';
import { topologyProbe } from './topology.ts';

/** The version of one PD. */
export interface PdVersion {
  readonly name: string;
  /** "v2.1.19"; null when it was not told. */
  readonly version: string | null;
  /** `api`: what runs; `binary`: what lies in its deploy directory, for PD 2.1 does not tell its version. */
  readonly by: 'api' | 'binary';
  /** Why it is not known; null when it is. */
  readonly why: Text | null;
}

/** Versions of all PDs: from /members where PD tells it, else from the binary in the deploy directory. */
export const pdVersionsProbe: Probe<ClusterPorts, readonly PdVersion[]> = {
  id: 'pd-versions',
  title: text('Versions of PD', 'PD 版本'),
  shelfLifeMs: 30_000,
  needs: [topologyProbe, pdMembersProbe],
  async read(ports, facts, signal) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const pds = componentsOf(topology.value, 'pd');
    const members = facts.value(pdMembersProbe);
    const versions = await Promise.all(pds.map((pd) => versionOf(ports, members, pd, signal)));
    return seen(versions, {
      kind: 'derived',
      from: ['/pd/api/v1/members', ...pds.map((pd) => binaryOf(pd).join(' '))],
    });
  },
};

async function versionOf(
  ports: ClusterPorts,
  members: PdMembers | undefined,
  pd: Component,
  signal: AbortSignal,
): Promise<PdVersion> {
  const told = members?.members.find((member) => member.clientUrls.some((url) => servesAt(url, pd)))?.version;
  const running = told == null ? null : parseVersion(told);
  if (running) return { name: pd.name, version: formatVersion(running), by: 'api', why: null };
  try {
    const result = await ports.hosts.at(pd.host).run(binaryOf(pd), { signal });
    const version = releaseVersion(`${result.stdout}\n${result.stderr}`);
    const why = version
      ? null
      : text(`${binaryOf(pd).join(' ')} tells no version`, `${binaryOf(pd).join(' ')} 未给出版本`);
    return { name: pd.name, version: version && formatVersion(version), by: 'binary', why };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { name: pd.name, version: null, by: 'binary', why: error.trouble.what };
  }
}

const servesAt = (url: string, pd: Component) => url.replace(/^https?:\/\//, '') === `${pd.host.address}:${pd.port}`;

const binaryOf = (pd: Component) => [`${pd.deployDir}/bin/pd-server`, '-V'];
