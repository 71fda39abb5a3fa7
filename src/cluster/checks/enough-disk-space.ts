import { formatBytes } from '../../base/bytes.ts';
import { text, verbatim } from '../../base/text.ts';
import type { Check, Finding } from '../../engine/check.ts';
import type { Fact } from '../../engine/fact.ts';
import type { Verdict } from '../../engine/verdict.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { diskSpaceProbe, type FreeSpace } from '../probes/disk-space.ts';
import { finding, notKnown } from './finding.ts';

const GIB = 1024 ** 3;

// The downloads of a 3.0 release and what is unpacked from them take about 3 GiB on the control machine; a host gets
// one more set of binaries beside the old one, well under 1 GiB; a backup is some hundred kilobytes of text.
const NEEDS: Readonly<Record<FreeSpace['use'], { readonly least: number; readonly good: number }>> = {
  tree: { least: 3 * GIB, good: 6 * GIB },
  backup: { least: GIB / 64, good: GIB / 16 },
  deploy: { least: GIB, good: 2 * GIB },
};

/** There is room for downloads on the control machine and for new binaries on every host. */
export const enoughDiskSpace: Check<ClusterPorts> = {
  id: 'enough-disk-space',
  title: text('There is enough disk space', '磁盘空间充足'),
  needs: [diskSpaceProbe],
  judge(facts) {
    const spaces = facts.of(diskSpaceProbe);
    if (!spaces.known) return notKnown('enough-disk-space', text('free disk space', '磁盘剩余空间'), spaces);
    const wanting = spaces.value.filter((space) => verdict(space) !== 'ok');
    if (wanting.length > 0) return wanting.map((space) => wantingAt(space, spaces));
    const least = Math.min(...spaces.value.map((space) => space.freeBytes ?? 0));
    return finding(
      {
        id: 'enough-disk-space',
        result: 'ok',
        what: text(
          `${spaces.value.length} places looked at, all with enough room`,
          `检查了 ${spaces.value.length} 处，空间均充足`,
        ),
        why: text(`the least is ${formatBytes(least)}`, `最少的一处剩余 ${formatBytes(least)}`),
      },
      [spaces],
    );
  },
};

function verdict({ use, freeBytes }: FreeSpace): Verdict {
  const needs = NEEDS[use];
  if (freeBytes === null) return 'unknown';
  if (freeBytes < needs.least) return 'block';
  return freeBytes < needs.good ? 'warn' : 'ok';
}

function wantingAt(space: FreeSpace, fact: Fact<unknown>): Finding {
  const needs = NEEDS[space.use];
  const free = space.freeBytes === null ? null : formatBytes(space.freeBytes);
  return finding(
    {
      id: `enough-disk-space/${space.host}:${space.path}`,
      result: verdict(space),
      what:
        free === null
          ? text(`${space.host}: free space at ${space.path} is not known`, `${space.host}：${space.path} 剩余空间未知`)
          : text(`${space.host}: ${free} free at ${space.path}`, `${space.host}：${space.path} 剩余 ${free}`),
      why:
        space.why ??
        text(
          `at least ${formatBytes(needs.least)} is needed, ${formatBytes(needs.good)} is comfortable`,
          `至少需要 ${formatBytes(needs.least)}，建议 ${formatBytes(needs.good)}`,
        ),
      next: [verbatim(`${space.address === null ? '' : `ssh ${space.address} `}df -h ${space.path}`)],
    },
    [fact],
  );
}
