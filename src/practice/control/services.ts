import type { Component, ComponentKind, WorldState } from '../world/state.ts';
import { versionAt } from './binaries.ts';
import type { Cluster, Files } from './machine.ts';

/** The component of the world that a host's unit belongs to; null: the host has no such unit. */
export function componentOfUnit(world: WorldState, host: string, unit: string): Component | null {
  const name = unit.endsWith('.service') ? unit : `${unit}.service`;
  return world.components.find((c) => c.host === host && c.disk.units.includes(name)) ?? null;
}

/** The component of a kind that listens on a host's port; null when there is none. */
export function componentAt(world: WorldState, kind: ComponentKind, host: string, port: number): Component | null {
  return world.components.find((c) => c.kind === kind && c.host === host && c.port === port) ?? null;
}

/** Starts a unit with the binary that now lies in its deploy directory. */
export async function startUnit(
  cluster: Cluster,
  files: Files,
  start: { readonly component: Component; readonly unit: string; readonly actor: string },
): Promise<void> {
  const { component, unit, actor } = start;
  const version = await versionAt(files, component.binary);
  if (version !== null && version !== component.disk.version) {
    cluster.apply({ type: 'binary-replaced', component: component.id, version, actor });
  }
  cluster.apply({ type: 'service-start', component: component.id, unit, actor });
}
