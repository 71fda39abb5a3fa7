import { type Text, text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import type { DrainerStage } from '../actions/replace-drainer.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type DrainerBinary, type DrainerNode, drainerNodesProbe } from '../probes/drainer-nodes.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { sameVersion } from '../rolling/versions-match.ts';
import { lookTwice } from './look-twice.ts';

/** A stage of a Drainer's replacement is seen on its host, twice. */
export function drainerStageSeen(name: string, stage: DrainerStage): Verify<ClusterPorts> {
  return {
    id: `drainer-${stage}-seen`,
    title: TITLES[stage],
    needs: [drainerNodesProbe, upgradeSettingsProbe],
    everyMs: 2_000,
    timeoutMs: 120_000,
    judge({ facts }, memory) {
      const node = facts.value(drainerNodesProbe)?.find((candidate) => candidate.name === name);
      const target = facts.value(upgradeSettingsProbe)?.target ?? null;
      if (!node?.binaries) {
        return { holds: 'not-yet', evidence: node?.why ?? text(`${name} is not known`, `${name} 未知`) };
      }
      return lookTwice(SEEN[stage](node, node.binaries, target), evidence(node, node.binaries), memory);
    },
  };
}

type Binaries = NonNullable<DrainerNode['binaries']>;

const SEEN: Readonly<Record<DrainerStage, (node: DrainerNode, binaries: Binaries, target: string | null) => boolean>> =
  {
    // A Drainer that was replaced by an earlier run has nothing staged any more.
    copy: (_node, { current, staged }, target) => is(staged, target) || is(current, target),
    // Its files were read in the same look, so its silence is not that of an unreachable host.
    stop: (node, { current }, target) => !node.answers || is(current, target),
    swap: (_node, { current }, target) => is(current, target),
    start: (node, { current }, target) => is(current, target) && node.answers,
  };

const TITLES: Readonly<Record<DrainerStage, Text>> = {
  copy: text('the new binary lies beside the old one and runs', '新二进制已在旧文件旁且可执行'),
  stop: text('its status page is silent', '状态页无响应'),
  swap: text('bin/drainer is the new version, the old one is kept', 'bin/drainer 已是新版本，旧文件已保留'),
  start: text('bin/drainer is the new version and its status page answers', 'bin/drainer 为新版本且状态页有响应'),
};

function is(binary: DrainerBinary, target: string | null): boolean {
  return sameVersion(binary.version, target);
}

function evidence(node: DrainerNode, { current, staged, kept }: Binaries): Text {
  const words = (binary: DrainerBinary) => (binary.there ? (binary.version ?? '?') : '–');
  return text(
    `${node.name}: drainer ${words(current)}, beside it ${words(staged)}, kept ${words(kept)}; status page ${node.answers ? 'answers' : 'silent'}`,
    `${node.name}：drainer ${words(current)}，待换 ${words(staged)}，保留 ${words(kept)}；状态页${node.answers ? '有响应' : '无响应'}`,
  );
}
