import type { Loop } from './runbook.ts';

/**
 * A loop as a phase takes it, among loops over other things. What its items are is its own secret: the engine gives
 * `step` only what `over` gave.
 */
export function loop<P, Item>(over: Loop<P, Item>): Loop<P, never> {
  return over as unknown as Loop<P, never>;
}
