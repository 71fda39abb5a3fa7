import type { Millis } from '../../base/duration.ts';
import type { Measured } from '../../engine/view.ts';

/** Looks that the speed is measured over. */
const WINDOW = 5;

/**
 * How long until a store has no leaders, by its speed over the last looks.
 * @param trend values, oldest first, null where not known
 * @param everyMs time between two of them
 * @returns null when it is not known, or nothing leaves or is left.
 */
export function drainEstimate(trend: readonly Measured[], everyMs: Millis): Millis | null {
  const recent = trend.slice(-WINDOW);
  const first = recent[0];
  const last = recent.at(-1);
  if (first === undefined || last === undefined || first === null || last === null || recent.includes(null))
    return null;
  const left = first - last;
  if (recent.length < 2 || left <= 0 || last === 0) return null;
  return Math.round((last / left) * (recent.length - 1) * everyMs);
}
