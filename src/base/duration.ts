/** Milliseconds, as a length of time. */
export type Millis = number;

/** A moment: milliseconds since 1970-01-01 UTC, by the clock of the run. */
export type Instant = number;

const UNITS: readonly [string, Millis][] = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

/**
 * Reads a Go duration as PD writes them: "1h0m0s", "100ms", "30m".
 * @returns milliseconds, or null when `source` is no duration.
 */
export function parseGoDuration(source: string): Millis | null {
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(source)) return null;
  let total = 0;
  for (const [, amount, unit] of source.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)) {
    total += Number(amount) * (UNITS.find(([name]) => name === unit)?.[1] ?? 0);
  }
  return total;
}

/** A length of time for people: "0.4 s", "12 s", "3 min 05 s", "2 h 10 min". */
export function formatDuration(ms: Millis): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 1) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** A clock-like length of time: "00:12:31". */
export function formatElapsed(ms: Millis): string {
  const s = Math.floor(Math.max(0, ms) / 1000);
  return [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60].map((n) => String(n).padStart(2, '0')).join(':');
}
