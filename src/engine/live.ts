import { Cancelled } from '../base/errors.ts';
import { canonicalJson, type Json } from '../base/json.ts';
import { planInput } from './plan.ts';
import type { Shows } from './runbook.ts';
import type { Running } from './running.ts';
import type { View } from './view.ts';

/**
 * Runs `work` while the cluster is looked at again and again, also while a gate waits; not when nobody looks on. Only
 * what changed is journaled, not that it was seen again.
 */
export async function whileLive<P>(running: Running<P>, work: () => Promise<void>): Promise<void> {
  const { runbook, onLive } = running.options;
  const { live } = runbook;
  if (!live || live.everyMs === null || !onLive) return work();
  const stop = new AbortController();
  const [worked, looked] = await Promise.allSettled([
    work().finally(() => stop.abort()),
    keepLooking(running, live, live.everyMs, stop.signal),
  ]);
  if (worked.status === 'rejected') throw worked.reason;
  if (looked.status === 'rejected') throw looked.reason;
}

async function keepLooking<P>(running: Running<P>, live: Shows<P>, everyMs: number, stop: AbortSignal): Promise<void> {
  const { engine, onLive } = running.options;
  let last = running.state.live ?? undefined;
  try {
    while (!stop.aborted) {
      await running.look(live.needs, everyMs / 2);
      if (stop.aborted) return;
      const view = live.view(planInput('', running.planning()), last);
      last = view;
      onLive?.(view);
      const before = running.state.live;
      if (!before || meaning(view) !== meaning(before)) await running.record({ type: 'live', view });
      await engine.clock.sleep(everyMs, stop);
    }
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

/** What a view says, without when it was seen. */
function meaning(view: View): string {
  return canonicalJson(
    JSON.parse(JSON.stringify(view, (key, value: unknown) => (key === 'seenAt' ? null : value))) as Json,
  );
}
