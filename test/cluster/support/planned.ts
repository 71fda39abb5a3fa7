import type { ClusterPorts } from '../../../src/cluster/ports/index.ts';
import type { Deed, JobDeed } from '../../../src/engine/deed.ts';
import type { Facts } from '../../../src/engine/fact.ts';
import type { Action, PlanInput, Planned } from '../../../src/engine/runbook.ts';
import { sha256 } from './fake-host.ts';

/** What planning may use, with nothing answered, tried or owed unless given. */
export function planInput(
  facts: Facts<ClusterPorts>,
  more: Partial<PlanInput<ClusterPorts>> = {},
): PlanInput<ClusterPorts> {
  return { facts, answers: new Map(), attempts: [], tried: null, debts: [], runId: 'r1', now: 0, sha256, ...more };
}

/** The deeds of an action that can be planned. */
export function deedsOf(action: Action<ClusterPorts>, input: PlanInput<ClusterPorts>): readonly Deed[] {
  const planned = action.plan(input);
  if (!('deeds' in planned)) throw new Error(JSON.stringify(planned));
  return planned.deeds;
}

/** Command lines of the jobs that an action plans. */
export function commandsOf(action: Action<ClusterPorts>, input: PlanInput<ClusterPorts>): readonly string[] {
  return deedsOf(action, input).map((deed) => ('argv' in deed ? deed.argv.join(' ') : deed.kind));
}

/** Why an action must not be done. */
export function refusalOf(planned: Planned): string {
  if (!('cannot' in planned)) throw new Error(JSON.stringify(planned));
  return planned.cannot.what.en;
}

/** A try in which a job ended so. */
export function tried(deed: JobDeed, ok: boolean) {
  return { deeds: [{ deed, outcome: { ok, code: ok ? 0 : 2, said: '' } }] };
}
