import { type Text, text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import type { PdMembers } from '../ports/pd.ts';
import { type Component, componentsOf } from '../topology.ts';
import { formatVersion, parseVersion } from '../versions.ts';
import { pdBinariesProbe } from './installed-binaries.ts';
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
  needs: [topologyProbe, pdMembersProbe, pdBinariesProbe],
  async read(_ports, facts) {
    const topology = facts.of(topologyProbe);
    if (!topology.known) return unseenFor(topology);
    const members = facts.value(pdMembersProbe);
    const binaries = facts.value(pdBinariesProbe) ?? [];
    const versions = componentsOf(topology.value, 'pd').map((pd): PdVersion => {
      const running = parseVersion(toldBy(members, pd) ?? '');
      if (running) return { name: pd.name, version: formatVersion(running), by: 'api', why: null };
      const binary = binaries.find((one) => one.name === pd.name);
      const why = binary === undefined ? text('its binary was not looked at', '未能查看其二进制文件') : binary.why;
      return { name: pd.name, version: binary?.version ?? null, by: 'binary', why };
    });
    return seen(versions, { kind: 'derived', from: ['/pd/api/v1/members', 'bin/pd-server -V'] });
  },
};

function toldBy(members: PdMembers | undefined, pd: Component): string | null {
  const address = `${pd.host.address}:${pd.port}`;
  const member = members?.members.find(({ clientUrls }) =>
    clientUrls.some((url) => url.replace(/^https?:\/\//, '') === address),
  );
  return member?.version ?? null;
}
