const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  kb: 1024,
  kib: 1024,
  m: 1024 ** 2,
  mb: 1024 ** 2,
  mib: 1024 ** 2,
  g: 1024 ** 3,
  gb: 1024 ** 3,
  gib: 1024 ** 3,
  t: 1024 ** 4,
  tb: 1024 ** 4,
  tib: 1024 ** 4,
  p: 1024 ** 5,
  pb: 1024 ** 5,
  pib: 1024 ** 5,
};

/**
 * Reads a size as TiKV and PD write them. TiKV and PD count KB, MB, GB in powers of 1024, like KiB, MiB, GiB
 * (tikv components/tikv_util/src/config.rs, ReadableSize; go-units.RAMInBytes in PD).
 * @returns bytes, or null when `source` is no size.
 */
export function parseBytes(source: string): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(source);
  const factor = FACTORS[(match?.[2] ?? '?').toLowerCase()];
  return match && factor !== undefined ? Number(match[1]) * factor : null;
}

/** A size for people, in powers of 1024: "512 B", "1.5 GiB", "64 GiB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}
