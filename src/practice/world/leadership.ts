import type { Instant, Millis } from '../../base/duration.ts';
import { componentOf, componentsOf, hasQuorum, isListening, ledBy } from './lookup.ts';
import type { Heard, Leadership } from './pd-state.ts';
import { recorded } from './record.ts';
import { drawing } from './rng.ts';
import type { WorldState } from './state.ts';

/** How long an election takes by its cause. Recorded: resign 0.1 s to 0.8 s, a killed leader 12 s to 13 s. */
export const ELECTION_MS = { resign: 600, stopped: 3_500, killed: 12_500, started: 300 } as const;

/** A leader without a quorum answers this much longer. Recorded: 0 s still 200, 4 s later 503. */
const LEASE_MS: Millis = 3_000;

/** PD goes on without having heard of the regions after this. Source: collectTimeout in PD's coordinator. */
const COLLECT_TIMEOUT_MS: Millis = 300_000;

/** Between 80 % heard and the schedulers' start. Recorded: 1 s to 2.4 s. */
const SETTLE_MS: Millis = 1_500;

const PREPARED_SHARE = 0.8;

/** `leader` leads since `at`; what it knew of the stores before is gone. */
export function leadNow(state: WorldState, leader: string, at: Instant): WorldState {
  const random = drawing(state.rng);
  const extra = state.faults.reduce((sum, fault) => sum + (fault.kind === 'slow-heartbeats' ? fault.extraMs : 0), 0);
  const heard = state.stores.map((store): Heard => {
    const upAt = at + 300 + random.below(1_200);
    const countedAt = upAt + 800 + extra + random.below(2_500);
    const alive = isListening(componentOf(state, store.component), at);
    return alive ? { store: store.id, upAt, countedAt } : { store: store.id, upAt: null, countedAt: null };
  });
  const leadership: Leadership = { state: 'led', leader, since: at, heard, readyAt: null, leaseUntil: null };
  const led = { ...state, rng: random.state(), pd: { ...state.pd, leadership } };
  return recorded(withReadiness(led), { actor: 'world', kind: 'leader-elected', detail: { leader } });
}

/** Recomputes from when on schedulers run; needed whenever leaders moved or a store was heard of before that. */
export function withReadiness(state: WorldState): WorldState {
  const led = ledBy(state);
  if (led === null || (led.readyAt !== null && led.readyAt <= state.now)) return state;
  const readyAt = Math.min(preparedAt(state, led.heard) + SETTLE_MS, led.since + COLLECT_TIMEOUT_MS);
  return { ...state, pd: { ...state.pd, leadership: { ...led, readyAt } } };
}

/** The leader gives up or is gone: an election begins. */
export function electionBegins(
  state: WorldState,
  how: { readonly cause: 'resign' | 'lost' | 'started'; readonly lastsMs: Millis; readonly next: string | null },
): WorldState {
  const previous = ledBy(state)?.leader ?? null;
  const until = hasQuorum(state.components, state.now) ? state.now + how.lastsMs : null;
  const { cause, next } = how;
  const leadership: Leadership = { state: 'electing', since: state.now, until, previous, next, cause };
  return { ...state, pd: { ...state.pd, leadership } };
}

/** One tick: elections end, a leader without a quorum steps down, a quorum that came back elects. */
export function leadershipTick(state: WorldState): WorldState {
  const { leadership } = state.pd;
  const quorum = hasQuorum(state.components, state.now);
  if (leadership.state === 'led') return leaseTick(state, leadership, quorum);
  if (!quorum) return leadership.until === null ? state : withUntil(state, leadership, null);
  if (leadership.until === null) return withUntil(state, leadership, state.now + ELECTION_MS.started);
  return leadership.until <= state.now ? elected(state, leadership) : state;
}

function leaseTick(state: WorldState, led: Extract<Leadership, { state: 'led' }>, quorum: boolean): WorldState {
  if (quorum) {
    if (led.leaseUntil === null) return state;
    return { ...state, pd: { ...state.pd, leadership: { ...led, leaseUntil: null } } };
  }
  if (led.leaseUntil === null) {
    return { ...state, pd: { ...state.pd, leadership: { ...led, leaseUntil: state.now + LEASE_MS } } };
  }
  if (led.leaseUntil > state.now) return state;
  return electionBegins(state, { cause: 'lost', lastsMs: ELECTION_MS.killed, next: null });
}

function withUntil(
  state: WorldState,
  electing: Extract<Leadership, { state: 'electing' }>,
  until: Instant | null,
): WorldState {
  return { ...state, pd: { ...state.pd, leadership: { ...electing, until } } };
}

function elected(state: WorldState, electing: Extract<Leadership, { state: 'electing' }>): WorldState {
  const random = drawing(state.rng);
  const able = componentsOf(state, 'pd').filter((member) => isListening(member, state.now));
  const named = able.find((member) => member.id === electing.next);
  const others = able.filter((member) => member.id !== electing.previous);
  const field = others.length > 0 ? others : able;
  const winner = named ?? field[random.below(field.length)];
  return winner === undefined ? state : leadNow({ ...state, rng: random.state() }, winner.id, state.now);
}

function preparedAt(state: WorldState, heard: readonly Heard[]): Instant {
  const leads = new Map<number, number>();
  for (const region of state.regions) leads.set(region.leader, (leads.get(region.leader) ?? 0) + 1);
  const known = heard.filter((one): one is Heard & { countedAt: Instant } => one.countedAt !== null);
  let regions = 0;
  for (const one of known.toSorted((a, b) => a.countedAt - b.countedAt)) {
    regions += leads.get(one.store) ?? 0;
    if (regions >= state.regions.length * PREPARED_SHARE) return one.countedAt;
  }
  return Number.MAX_SAFE_INTEGER;
}
