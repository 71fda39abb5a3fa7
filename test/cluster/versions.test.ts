import { describe, expect, it } from 'vitest';
import { compareVersions, formatVersion, isSeries, parseVersion, releaseVersion } from '../../src/cluster/versions.ts';

const version = (source: string) => {
  const parsed = parseVersion(source);
  if (!parsed) throw new Error(`no version: ${source}`);
  return parsed;
};

describe('a version', () => {
  it.each([
    ['v3.0.9', 'v3.0.9'],
    ['2.1.19', 'v2.1.19'],
    ['5.7.25-TiDB-v3.0.9', 'v3.0.9'],
    ['5.7.10-TiDB-v2.1.19-14-g1f2e3d4', 'v2.1.19-14-g1f2e3d4'],
    ['v3.0.0-rc.1\n', 'v3.0.0-rc.1'],
  ])('is read from %j', (source, expected) => {
    expect(formatVersion(version(source))).toBe(expected);
  });

  it.each(['', 'v3.0', 'latest', 'v3.0.9.1', 'x3.0.9'])('is not read from %j', (source) => {
    expect(parseVersion(source)).toBeNull();
  });

  it('is read from what a binary prints, TiKV’s indented form too', () => {
    const pump = 'Release Version: v3.0.9\nGit Commit Hash: c97e\n';
    const tikv = 'TiKV \nRelease Version:   3.0.9\nGit Commit Hash:   ab12\n';
    expect([pump, tikv].map((output) => formatVersion(releaseVersion(output) ?? version('0.0.0')))).toEqual([
      'v3.0.9',
      'v3.0.9',
    ]);
    expect(releaseVersion('pump: not found')).toBeNull();
  });

  it('is ordered by numbers and not by letters, candidates before their release', () => {
    const order = ['v2.1.8', 'v2.1.19', 'v3.0.0-beta.1', 'v3.0.0-rc.1', 'v3.0.0-rc.10', 'v3.0.0', 'v3.0.9', 'v3.0.20'];
    const shuffled = [...order].reverse().map(version);
    expect(shuffled.sort(compareVersions).map(formatVersion)).toEqual(order);
  });

  it('belongs to a series', () => {
    expect(isSeries(version('v2.1.19'), 2, 1)).toBe(true);
    expect(isSeries(version('v2.10.1'), 2, 1)).toBe(false);
  });
});
