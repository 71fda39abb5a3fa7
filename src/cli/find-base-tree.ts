import { type Text, text } from '../base/text.ts';
import type { Tree } from '../cluster/merge/types.ts';
import type { ClusterPorts } from '../cluster/ports/index.ts';
import { baseTreeProbe } from '../cluster/probes/base-tree.ts';
import { FactTable } from '../engine/fact-table.ts';
import { readFacts } from '../engine/probing.ts';
import type { Call } from './call.ts';
import { PUBLIC_TREE } from './profile-schema.ts';
import { untilSignalled } from './signals.ts';
import { openCluster } from './wiring.ts';

/** Looks for the base of a merge as a run does: in the git history of the two trees; null when it is not there. */
export async function findBaseTree(
  call: Call,
  oldTree: string,
  newTree: string,
): Promise<{ readonly tree: Tree | null; readonly how: Text }> {
  const nothing = { sql: null, tls: null, control: null, cluster: '' };
  // Only the two trees are looked at; target and backup directory belong to a run, and there is none.
  const profile = {
    ...nothing,
    runbook: 'upgrade-3.0',
    oldTree,
    newTree,
    target: 'v0.0.0',
    backupDir: newTree,
    source: PUBLIC_TREE,
  };
  const cluster = await openCluster(call, { profile, path: '', clock: null, practice: false });
  try {
    const { ports, clock } = cluster;
    const table = new FactTable<ClusterPorts>();
    await untilSignalled((signal) => readFacts({ ports, table, clock, signal }, [baseTreeProbe]));
    const fact = table.of(baseTreeProbe);
    if (!fact.known) return { tree: null, how: fact.why };
    return fact.value.found
      ? { tree: fact.value.files, how: fact.value.how }
      : { tree: null, how: text(`${fact.value.how.en}; --base names it`, `${fact.value.how.zh}；可用 --base 指定`) };
  } finally {
    await cluster.close();
  }
}
