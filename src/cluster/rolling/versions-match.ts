import { compareVersions, parseVersion } from '../versions.ts';

/** Whether two spellings name the same release: "3.0.9", "v3.0.9", "5.7.25-TiDB-v3.0.9". False when one is not known. */
export function sameVersion(a: string | null, b: string | null): boolean {
  const left = a === null ? null : parseVersion(a);
  const right = b === null ? null : parseVersion(b);
  return left !== null && right !== null && compareVersions(left, right) === 0;
}
