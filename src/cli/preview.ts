import type { ClusterPorts } from '../cluster/ports/index.ts';
import type { PreviewOptions } from '../engine/preview.ts';
import { loadAnswers } from './answers-file.ts';
import type { Call } from './call.ts';
import { loadProfile } from './profile.ts';
import { newRunId } from './run-id.ts';
import { checkRunbookOf } from './run-profile.ts';
import { findRunbook } from './runbooks.ts';
import { sha256 } from './runs.ts';
import { untilSignalled } from './signals.ts';
import { openCluster } from './wiring.ts';

/** Looks at the cluster of the profile without changing anything, and closes what was opened. */
export async function withPreview<T>(
  call: Call,
  look: (options: PreviewOptions<ClusterPorts>, secrets: readonly string[]) => Promise<T>,
): Promise<T> {
  const runbook = await findRunbook(call.args[0] ?? '');
  const loaded = await loadProfile({ path: call.value('profile'), cwd: call.around.cwd, stateDir: call.stateDir });
  checkRunbookOf(loaded, runbook.id);
  const file = call.value('answers');
  const answers = file === undefined ? new Map<string, string>() : await loadAnswers(file, call.around.cwd);
  const runId = newRunId(Date.now(), Math.random);
  return untilSignalled(async (signal) => {
    const cluster = await openCluster(call, loaded);
    try {
      const { ports, clock } = cluster;
      return await look({ runbook, ports, engine: { clock, sha256 }, answers, runId, signal }, cluster.secrets());
    } finally {
      await cluster.close();
    }
  });
}
