/** A release as TiDB's components name it. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** What follows the numbers, without its dash: "rc.1", "14-g1f2e3d4"; "" for a release. */
  readonly suffix: string;
}

/**
 * Reads a version however a component writes it: "v3.0.9", "3.0.9", TiDB's "5.7.25-TiDB-v3.0.9".
 * @returns null when there is none in `source`.
 */
export function parseVersion(source: string): Version | null {
  const own = /TiDB-v?(\d.*)$/.exec(source.trim())?.[1] ?? source.trim();
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:-(\S+))?$/.exec(own);
  if (!match) return null;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]), suffix: match[4] ?? '' };
}

/** The version that a binary prints with `-V`, from its line "Release Version: v3.0.9" (TiKV indents it, older ones leave the v out). */
export function releaseVersion(output: string): Version | null {
  const line = /^\s*Release Version:\s*(\S+)/m.exec(output);
  return line?.[1] === undefined ? null : parseVersion(line[1]);
}

/** Negative when `a` is older than `b`, 0 when they are the same release; a suffixed one is older than the plain one. */
export function compareVersions(a: Version, b: Version): number {
  const numbers = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (numbers !== 0 || a.suffix === b.suffix) return numbers;
  if (a.suffix === '') return 1;
  if (b.suffix === '') return -1;
  return a.suffix.localeCompare(b.suffix, 'en', { numeric: true });
}

/** Whether a version belongs to a series: `isSeries(v, 2, 1)` for any 2.1.x. */
export function isSeries(version: Version, major: number, minor: number): boolean {
  return version.major === major && version.minor === minor;
}

/** As tags name it: "v3.0.9". */
export function formatVersion(version: Version): string {
  const numbers = `v${version.major}.${version.minor}.${version.patch}`;
  return version.suffix === '' ? numbers : `${numbers}-${version.suffix}`;
}
