import { type Text, text } from '../../base/text.ts';
import { type Answers, FREE_PREFIX, type Question } from '../../engine/answers.ts';
import type { MergeRow } from '../../engine/view.ts';
import { joinPath } from '../../formats/key-path.ts';
import { type Component, componentsOf, machinesOf, type Topology } from '../topology.ts';
import { answerTo } from './given-answers.ts';

/** A status port for a TiKV that would share one with another TiKV of its machine. */
export interface StatusPortProposal {
  /** `tikv_servers.TiKV1-2.tikv_status_port`. */
  readonly key: string;
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** Ports of its machine that are taken, other proposals included. */
  readonly taken: ReadonlySet<number>;
}

const DEFAULT_STATUS_PORT = 20180;
/** Ports that every machine of a cluster serves: node_exporter and blackbox_exporter. */
const EVERYWHERE = [9100, 9115];

/**
 * Proposes status ports for TiKVs that share a machine and a status port. 3.0 always passes the port on: TiKVs without
 * ports of their own collide on their first start, in silence; the second runs without a status page. As the checklist
 * does (4.3), tikv_port + 10 is taken where it is free.
 * @param given host → status port written on its own line.
 */
export function proposeStatusPorts(
  topology: Topology,
  given: ReadonlyMap<string, number>,
): readonly StatusPortProposal[] {
  return machinesOf(componentsOf(topology, 'tikv')).flatMap(({ host, components }) => {
    const colliding = sharing(components);
    const needy = components.filter((tikv) => colliding.has(tikv) && !keeps(tikv, components, given));
    const taken = new Set(portsAt(topology, host.address));
    return needy.map((tikv) => {
      const port = freePort((tikv.port ?? DEFAULT_STATUS_PORT) + 10, taken);
      const proposal = {
        key: statusPortKey(tikv.name),
        host: tikv.name,
        address: host.address,
        port,
        taken: new Set(taken),
      };
      taken.add(port);
      return proposal;
    });
  });
}

/** The key of a TiKV's status port in the inventory. */
export function statusPortKey(host: string): string {
  return joinPath(['tikv_servers', host, 'tikv_status_port']);
}

/** The question of a proposal: `new` writes the proposed port, free text another one. */
export function statusPortQuestion({ key, host, address, port, taken }: StatusPortProposal): Question {
  return {
    id: `inventory.ini#${key}`,
    title: text(`Status port of ${host}`, `${host} 的状态端口`),
    why: text(
      `${host} shares ${address} with another TiKV, and both would take the same status port: the second would start without one, and vanish from the monitoring`,
      `${host} 与另一个 TiKV 同在 ${address}，且状态端口相同：后启动的实例将没有状态端口，监控缺失`,
    ),
    options: [{ answer: 'new', title: text(`write tikv_status_port=${port}`, `写入 tikv_status_port=${port}`) }],
    proposed: 'new',
    free: {
      hint: text('another free port', '其他空闲端口'),
      refuse: (value) => refusePort(value, taken),
    },
  };
}

/** The port that an answer chooses; null when nothing was answered that can be taken. */
export function answeredPort(proposal: StatusPortProposal, answers: Answers): string | null {
  const answer = answerTo(statusPortQuestion(proposal), answers);
  if (answer === null) return null;
  return answer.startsWith(FREE_PREFIX) ? answer.slice(FREE_PREFIX.length).trim() : String(proposal.port);
}

/** The row of a proposal. */
export function statusPortRow(proposal: StatusPortProposal, answers: Answers): MergeRow {
  return {
    id: `inventory.ini#${proposal.key}`,
    path: 'inventory.ini',
    key: proposal.key,
    verdict: 'new-key',
    base: null,
    old: null,
    new: String(proposal.port),
    result: answeredPort(proposal, answers),
    place: null,
    reason: text('each TiKV of a machine needs its own status port', '同机的每个 TiKV 需要各自的状态端口'),
    source: 'checklist 4.3',
  };
}

function refusePort(value: string, taken: ReadonlySet<number>): Text | null {
  const port = Number(value.trim());
  if (!/^\d+$/.test(value.trim()) || port < 1 || port > 65535) return text('not a port', '不是端口号');
  return taken.has(port) ? text(`${port} is taken on that machine`, `该机器上 ${port} 已被占用`) : null;
}

const statusPort = (tikv: Component) => tikv.statusPort ?? DEFAULT_STATUS_PORT;

function sharing(components: readonly Component[]): ReadonlySet<Component> {
  const groups = Map.groupBy(components, statusPort);
  return new Set([...groups.values()].filter((group) => group.length > 1).flat());
}

/** Of those that share one, the first that has the port written on its own line may keep it. */
function keeps(tikv: Component, components: readonly Component[], given: ReadonlyMap<string, number>): boolean {
  const owner = components.find((item) => given.get(item.name) === statusPort(tikv));
  return owner === tikv;
}

function portsAt(topology: Topology, address: string): readonly number[] {
  const there = topology.components.filter((component) => component.host.address === address);
  const peers = there.filter((component) => component.kind === 'pd').map(() => 2380);
  return [...EVERYWHERE, ...peers, ...there.flatMap(({ port, statusPort: status }) => [port, status])].filter(
    (port) => port !== null,
  );
}

function freePort(wanted: number, taken: ReadonlySet<number>): number {
  let port = wanted;
  while (taken.has(port)) port += 1;
  return port;
}
