import { verbatim } from '../../base/text.ts';
import type { Shows } from '../../engine/runbook.ts';
import { sourceWords } from '../checks/finding.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { runningVersions, runningVersionsProbes } from '../running-versions.ts';

/** One row a component: its version as it was told. */
export const showVersions: Shows<ClusterPorts> = {
  needs: runningVersionsProbes,
  everyMs: null,
  view({ facts }) {
    const { versions, rests } = runningVersions(facts);
    const source = rests.map((fact) => sourceWords(fact.source)).join('; ');
    return {
      kind: 'facts',
      rows: versions.map(({ kind, name, version }) => ({
        id: `${kind}/${name}`,
        label: verbatim(`${kind} ${name}`),
        value: version === null ? null : verbatim(version),
        note: null,
        mark: version === null ? 'unknown' : 'ok',
        source,
        seenAt: Math.min(...rests.map((fact) => fact.seenAt)),
      })),
    };
  },
};
