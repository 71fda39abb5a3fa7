import { ledBy } from '../../world/lookup.ts';
import type { Region, WorldState } from '../../world/state.ts';

/** Whether the leading PD has had the region's heartbeat: its leader's store has reported its regions. */
export function isHeard(state: WorldState, region: Region): boolean {
  const heard = ledBy(state)?.heard.find((one) => one.store === region.leader);
  return heard?.countedAt != null && heard.countedAt <= state.now;
}
