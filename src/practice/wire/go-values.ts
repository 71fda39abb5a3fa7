import type { Instant, Millis } from '../../base/duration.ts';

/** Go's time.Duration.String(): "1m21.93s", "631ms", "0s". */
export function goDuration(ms: Millis): string {
  if (ms === 0) return '0s';
  if (ms < 1000) return `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = `${Number(((ms % 60_000) / 1000).toFixed(3))}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}

/** Go's RFC 3339: fractions of a second only where there are some, without trailing zeros. */
export function goTime(at: Instant): string {
  return new Date(at).toISOString().replace(/(\.\d*?)0+Z$/, (_, kept: string) => (kept === '.' ? 'Z' : `${kept}Z`));
}

/** Go's time.Time.String(), as it stands in operators. */
export function goTimeLong(at: Instant): string {
  return `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} +0000 UTC`;
}

/** Sizes as PD writes them: "1.0 TiB" and "16 TiB" in 2.1, "1TiB" and "14.92TiB" in 3.0. */
export function pdBytes(bytes: number, style: '2.1' | '3.0'): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  if (style === '3.0') return `${Number(amount.toPrecision(4))}${units[power]}`;
  return `${amount < 10 ? amount.toFixed(1) : amount.toFixed(0)} ${units[power]}`;
}

/** Commits of the releases that the practice cluster runs; a release that is not listed has none. */
export function gitHash(kind: 'pd' | 'tidb', version: string): string {
  return GIT_HASHES[`${kind} ${version}`] ?? '0'.repeat(40);
}

const GIT_HASHES: Readonly<Record<string, string>> = {
  'pd 2.1.19': '4a22762aeb7858baae04e8e1d596f577a8cc18a2',
  'pd 3.0.9': '488afe4f405f70928cf8e6c7c25ea74a25e0ee2c',
};
