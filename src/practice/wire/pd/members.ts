import { componentsOf, isListening, ledBy } from '../../world/lookup.ts';
import type { Component, WorldState } from '../../world/state.ts';
import type { Answer, Exchange } from '../exchange.ts';
import type { GoValue } from '../go-json.ts';
import { PD_ACTOR, pdDone, pdJson, pdRefusal } from './replies.ts';

/** GET /members. */
export function getMembers({ state }: Exchange): Answer {
  const leader = leaderJson(state);
  const header = { cluster_id: BigInt(state.pd.clusterId) };
  return pdJson({ header, members: byId(state).map((one) => memberJson(state, one)), leader, etcd_leader: leader });
}

/** GET /leader. */
export function getLeader({ state }: Exchange): Answer {
  return pdJson(leaderJson(state) ?? null);
}

/** /pd/health; /pd/api/v1/health is 404. */
export function getHealth({ state }: Exchange): Answer {
  return pdJson(
    byId(state).map((one) => ({
      name: one.name,
      member_id: memberId(state, one),
      client_urls: [clientUrl(one)],
      health: isListening(one, state.now),
    })),
  );
}

/** POST /leader/resign: needs another member that runs. */
export function postResign({ state }: Exchange): Answer {
  const others = componentsOf(state, 'pd').filter(
    (one) => one.id !== ledBy(state)?.leader && isListening(one, state.now),
  );
  if (others.length === 0) return pdRefusal(500, NOBODY);
  return pdDone({ actor: PD_ACTOR, type: 'pd-leader-resigned' });
}

/** POST /leader/transfer/{name}: nobody of that name, a stopped one, or done. */
export function postTransfer({ state }: Exchange, name: string): Answer {
  const target = componentsOf(state, 'pd').find((one) => one.name === name);
  if (target === undefined) return pdRefusal(500, NOBODY);
  if (target.id === ledBy(state)?.leader) return pdDone();
  if (!isListening(target, state.now)) {
    return pdRefusal(500, 'etcdserver: request timed out, leader transfer took too long');
  }
  return pdDone({ actor: PD_ACTOR, type: 'pd-leader-transferred', to: target.id });
}

/** Members of the practice cluster are never removed: every name is one that PD does not find. */
export function deleteMember(_exchange: Exchange, name: string): Answer {
  return pdRefusal(404, `not found, pd: ${name}`);
}

/** The recommendations of /pd/diagnose; recorded forms, given when they apply. */
export function getDiagnose({ state }: Exchange): Answer {
  const members = byId(state);
  const lost = members.filter((one) => !isListening(one, state.now));
  const host = 'please check host load and traffic.';
  const found: GoValue[] = [];
  if (lost.length > 0) {
    const ids = lost.map((one) => `${memberId(state, one)},`).join('');
    const description = `some PD instances is down. lost members ID  ${ids}`;
    found.push({ module: 'member', level: 'Major', description, instruction: host });
  }
  if (members.length % 2 === 0) {
    const instruction = "the recommended number of PD's instances is odd.";
    found.push({ module: 'member', level: 'Minor', description: 'PD instances is even number.', instruction });
  }
  if (lost.length * 2 > members.length) {
    const description = 'more than half PD instances is down.';
    found.push({ module: 'member', level: 'Critical', description, instruction: host });
  }
  return pdJson(found);
}

/** "http://10.0.0.11:2379". */
export function clientUrl(member: Component): string {
  return `http://${member.host}:${member.port}`;
}

/** PD's peer port is the one after the client port, in all of tidb-ansible's defaults. */
export function peerUrl(member: Component): string {
  return `http://${member.host}:${member.port + 1}`;
}

const NOBODY = 'no valid pd to transfer leader';

function leaderJson(state: WorldState): GoValue | undefined {
  const leader = componentsOf(state, 'pd').find((one) => one.id === ledBy(state)?.leader);
  return leader === undefined ? undefined : memberJson(state, leader);
}

function memberJson(state: WorldState, member: Component): GoValue {
  return {
    name: member.name,
    member_id: memberId(state, member),
    peer_urls: [peerUrl(member)],
    client_urls: [clientUrl(member)],
  };
}

function memberId(state: WorldState, member: Component): bigint {
  return BigInt(state.pd.memberIds[member.id] ?? 0);
}

/** etcd lists members by their ids. */
function byId(state: WorldState): readonly Component[] {
  return componentsOf(state, 'pd').toSorted((a, b) => (memberId(state, a) < memberId(state, b) ? -1 : 1));
}
