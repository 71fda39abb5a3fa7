import { text } from '../../base/text.ts';
import type { CommandDeed, Deed } from '../../engine/deed.ts';
import type { Action, Planned } from '../../engine/runbook.ts';
import { startDrainer, stopDrainer } from '../drainer-service.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type DrainerNode, drainerNodesProbe, KEPT_NAME, stagedName } from '../probes/drainer-nodes.ts';
import { binaryPath } from '../probes/installed-binaries.ts';
import { type NewDrainer, newDrainerProbe } from '../probes/new-drainer.ts';
import { topologyProbe } from '../probes/topology.ts';
import { type UpgradeSettings, upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { sameVersion } from '../rolling/versions-match.ts';
import { whatIsMissing } from '../rolling/what-is-missing.ts';
import { type Component, componentsOf, type Topology } from '../topology.ts';

/** What a Drainer's replacement is made of, in its order. */
export const DRAINER_STAGES = ['copy', 'stop', 'swap', 'start'] as const;
export type DrainerStage = (typeof DRAINER_STAGES)[number];

/** One stage of one Drainer's replacement; what is seen done is not done again. */
export function replaceDrainer(name: string, stage: DrainerStage): Action<ClusterPorts> {
  return {
    id: `${stage}-drainer`,
    needs: [upgradeSettingsProbe, topologyProbe, drainerNodesProbe, newDrainerProbe],
    plan({ facts }) {
      const settings = facts.value(upgradeSettingsProbe);
      const topology = facts.value(topologyProbe);
      const nodes = facts.value(drainerNodesProbe);
      const binary = facts.value(newDrainerProbe);
      const drainer = topology && componentsOf(topology, 'drainer').find((candidate) => candidate.name === name);
      const node = nodes?.find((candidate) => candidate.name === name);
      if (!settings || !topology || !drainer || !node || !binary) {
        return whatIsMissing(facts, [upgradeSettingsProbe, topologyProbe, drainerNodesProbe, newDrainerProbe]);
      }
      return PLANS[stage]({ settings, topology, drainer, node, binary });
    },
  };
}

interface At {
  readonly settings: UpgradeSettings;
  readonly topology: Topology;
  readonly drainer: Component;
  readonly node: DrainerNode;
  readonly binary: NewDrainer;
}

const PLANS: Readonly<Record<DrainerStage, (at: At) => Planned>> = {
  copy: planCopy,
  stop: (at) => ({ deeds: isReplaced(at) ? [] : [stopDrainer(at.topology, at.drainer)] }),
  swap: planSwap,
  start: (at) => ({ deeds: isReplaced(at) && at.node.answers ? [] : [startDrainer(at.topology, at.drainer)] }),
};

function isReplaced({ node, settings }: At): boolean {
  return sameVersion(node.binaries?.current.version ?? null, settings.target);
}

function planCopy(at: At): Planned {
  const { node, settings } = at;
  if (node.binaries === null) return unread(node);
  if (isReplaced(at) || sameVersion(node.binaries.staged.version, settings.target)) return { deeds: [] };
  const path = binaryPath(at.drainer, stagedName(settings.target));
  if (node.binaries.staged.there) {
    return inTheWay(at, path, `it is there and is not ${settings.target}`, `已存在且不是 ${settings.target}`);
  }
  return { deeds: [copyBinary(at, path)] };
}

function planSwap(at: At): Planned {
  const { node, drainer, settings } = at;
  if (node.binaries === null) return unread(node);
  if (isReplaced(at)) return { deeds: [] };
  const current = binaryPath(drainer, 'drainer');
  const kept = binaryPath(drainer, KEPT_NAME);
  const staged = binaryPath(drainer, stagedName(settings.target));
  const intoPlace = move(at, 'new-into-place', staged, current);
  if (!node.binaries.current.there) return { deeds: [intoPlace] };
  if (node.binaries.kept.there) {
    return inTheWay(at, kept, 'an earlier upgrade left it there', '此前的升级留下了该文件');
  }
  return { deeds: [move(at, 'old-aside', current, kept), intoPlace] };
}

/** scp overwrites what lies there: the plan has seen that the name is free. */
function copyBinary({ topology, drainer, binary }: At, path: string): Deed {
  const from = binary.path;
  const { host } = drainer;
  const port = host.port === null ? [] : ['-P', String(host.port)];
  const remote = `${host.user ?? topology.user}@${host.address}:${path}`;
  return {
    kind: 'command',
    id: 'copy',
    title: text(`copy the new drainer to ${drainer.name}`, `将新 drainer 复制到 ${drainer.name}`),
    host: 'control',
    argv: host.local ? ['cp', '-p', '-n', from, path] : ['scp', '-p', '-o', 'BatchMode=yes', ...port, from, remote],
    timeoutMs: 600_000,
    proof: { kind: 'file', host: drainer.name, path, sha256: binary.sha256 },
  };
}

/** Done when nothing is left at `from`. */
function move({ drainer }: At, id: string, from: string, to: string): CommandDeed {
  return {
    kind: 'command',
    id,
    title: text(`${from} becomes ${to}`, `${from} 改名为 ${to}`),
    host: drainer.name,
    argv: ['mv', '-n', from, to],
    timeoutMs: 30_000,
    proof: { kind: 'file', host: drainer.name, path: from, sha256: null },
  };
}

function unread(node: DrainerNode): Planned {
  return {
    later: text(
      `bin/ of ${node.name} cannot be read: ${node.why?.en ?? '?'}`,
      `无法读取 ${node.name} 的 bin/：${node.why?.zh ?? '?'}`,
    ),
  };
}

function inTheWay({ drainer }: At, path: string, en: string, zh: string): Planned {
  return {
    cannot: {
      what: text(`${path} on ${drainer.name} is in the way`, `${drainer.name} 上的 ${path} 挡住了去路`),
      why: text(`${en}; belay overwrites no binary`, `${zh}；belay 不会覆盖任何二进制文件`),
      next: [
        text(`look at it on ${drainer.name}: ${path} -V`, `在 ${drainer.name} 上查看：${path} -V`),
        text(`give it another name: mv -n ${path} ${path}.before`, `改名保存：mv -n ${path} ${path}.before`),
      ],
    },
  };
}
