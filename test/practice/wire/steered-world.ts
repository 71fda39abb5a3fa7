import type { Instant, Millis } from '../../../src/base/duration.ts';
import type { World } from '../../../src/practice/wire/world-handle.ts';
import { advance } from '../../../src/practice/world/advance.ts';
import { applyEvent } from '../../../src/practice/world/reduce.ts';
import type { WorldState } from '../../../src/practice/world/state.ts';

/** A world whose clock only the test moves. */
export function steeredWorld(start: WorldState): World & { moveTo(at: Instant): void; wait(ms: Millis): void } {
  let state = start;
  const moveTo = (at: Instant) => {
    state = advance(state, at);
  };
  return {
    read: () => state,
    apply: (event) => {
      state = applyEvent(state, event);
    },
    now: () => state.now,
    moveTo,
    wait: (ms) => moveTo(state.now + ms),
  };
}
