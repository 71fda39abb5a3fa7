import type { Instant } from '../../base/duration.ts';
import type { World } from '../wire/world-handle.ts';
import { advance } from '../world/advance.ts';
import { applyEvent } from '../world/reduce.ts';
import type { WorldState } from '../world/state.ts';

/** A world that moves with a clock, and tells when somebody did something to it. */
export function livingWorld(options: {
  readonly state: WorldState;
  readonly now: () => Instant;
  readonly onEvent?: () => void;
}): World {
  let state = options.state;
  const read = (): WorldState => {
    state = advance(state, Math.floor(options.now()));
    return state;
  };
  return {
    read,
    apply: (event) => {
      state = applyEvent(read(), event);
      options.onEvent?.();
    },
    now: options.now,
  };
}
