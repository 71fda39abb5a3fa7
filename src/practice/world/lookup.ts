import { type Instant, parseGoDuration } from '../../base/duration.ts';
import { BugError } from '../../base/errors.ts';
import type { Json } from '../../base/json.ts';
import type { Leadership } from './pd-state.ts';
import { scheduleDefaults } from './schedule-defaults.ts';
import type { Component, ComponentKind, Region, Store, WorldState } from './state.ts';

/** @throws BugError when the world has no such component. */
export function componentOf(state: WorldState, id: string): Component {
  const found = state.components.find((component) => component.id === id);
  if (found === undefined) throw new BugError(`the world has no component ${id}`);
  return found;
}

/** All components of a kind, in the topology's order. */
export function componentsOf(state: WorldState, kind: ComponentKind): readonly Component[] {
  return state.components.filter((component) => component.kind === kind);
}

/** Whether it accepts connections on its port now. */
export function isListening(component: Component, now: Instant): boolean {
  const { process } = component;
  return process.state === 'running' && process.listensAt !== null && process.listensAt <= now;
}

/** Which of its ports answer now: its own, and its status port unless another took it. */
export function openPorts(component: Component, now: Instant): readonly number[] {
  const { process } = component;
  if (process.state !== 'running' || !isListening(component, now)) return [];
  const status = process.statusPage === 'served' && process.statusPort !== null ? [process.statusPort] : [];
  return [component.port, ...status];
}

/** Leaders per store id; every store is in it. */
export function leaderCounts(stores: readonly Store[], regions: readonly Region[]): Map<number, number> {
  const counts = new Map(stores.map((store) => [store.id, 0]));
  for (const region of regions) counts.set(region.leader, (counts.get(region.leader) ?? 0) + 1);
  return counts;
}

/** The member that leads now; null during an election or without a quorum. */
export function ledBy(state: WorldState): Extract<Leadership, { state: 'led' }> | null {
  return state.pd.leadership.state === 'led' ? state.pd.leadership : null;
}

/** Whether PD's schedulers run: it leads, and has heard of 80 % of the regions. */
export function schedulersRun(state: WorldState): boolean {
  const led = ledBy(state);
  return led !== null && led.readyAt !== null && led.readyAt <= state.now;
}

/** What PD goes by: what it has persisted, over the defaults of the leader's version. */
export function scheduleInForce(state: WorldState): Readonly<Record<string, Json>> {
  const defaults = scheduleDefaults(leaderVersion(state));
  return Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, state.pd.schedule[key] ?? value]));
}

/** A number of the schedule configuration; 0 when it is none. */
export function scheduleNumber(state: WorldState, key: string): number {
  const value = state.pd.schedule[key] ?? scheduleDefaults(leaderVersion(state))[key];
  return typeof value === 'number' ? value : 0;
}

/** A duration of the schedule configuration, in milliseconds; 0 when it is none. */
export function scheduleDuration(state: WorldState, key: string): number {
  const value = state.pd.schedule[key] ?? scheduleDefaults(leaderVersion(state))[key];
  return typeof value === 'string' ? (parseGoDuration(value) ?? 0) : 0;
}

/** The version that the leading PD runs, or that the first PD has on disk when none leads. */
export function leaderVersion(state: WorldState): string {
  const led = ledBy(state);
  const component = led === null ? undefined : componentOf(state, led.leader);
  if (component?.process.state === 'running') return component.process.version;
  return componentsOf(state, 'pd')[0]?.disk.version ?? '0.0.0';
}

/** Store ids with an evict-leader scheduler. */
export function evictedStores(state: WorldState): readonly number[] {
  return state.pd.schedulers
    .filter((scheduler) => scheduler.type === 'evict-leader')
    .flatMap((scheduler) => (scheduler.args ?? []).map(Number));
}

/** Whether more than half of the PD members accept connections (`at` that instant). */
export function hasQuorum(components: readonly Component[], at: Instant): boolean {
  const members = components.filter((component) => component.kind === 'pd');
  return members.filter((member) => isListening(member, at)).length * 2 > members.length;
}
