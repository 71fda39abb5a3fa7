import type { ScrapedTarget } from './probes/prometheus-up.ts';
import { type ComponentKind, componentsOf, type Topology } from './topology.ts';

/** How many instances of a kind Prometheus sees up. */
export interface TargetsUp {
  readonly kind: ComponentKind;
  readonly up: number;
  readonly placed: number;
  /** Instances that are scraped and down. */
  readonly down: readonly string[];
}

/** Counts the targets of each kind, by the jobs of the releases' own prometheus.yml; kinds that are not placed are left out. */
export function targetsUp(
  topology: Topology,
  targets: readonly ScrapedTarget[],
  kinds: readonly ComponentKind[],
): readonly TargetsUp[] {
  return kinds
    .map((kind) => {
      const own = targets.filter((target) => target.job === kind);
      return {
        kind,
        up: own.filter((target) => target.up).length,
        placed: componentsOf(topology, kind).length,
        down: own.filter((target) => !target.up).map((target) => target.instance),
      };
    })
    .filter(({ placed }) => placed > 0);
}

/** "tikv 4/4, pd 3/3" */
export function targetsWords(counts: readonly TargetsUp[]): string {
  return counts.map(({ kind, up, placed }) => `${kind} ${up}/${placed}`).join(', ');
}
