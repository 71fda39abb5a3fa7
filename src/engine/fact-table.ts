import type { Instant } from '../base/duration.ts';
import { text } from '../base/text.ts';
import type { Fact, Facts, Probe } from './fact.ts';

// What is not known now may be known after the next deed: it is not kept for as long as a value.
const UNKNOWN_SHELF_LIFE_MS = 1_000;

/** Facts as they are read: one value a probe, the newest. */
export class FactTable<P> implements Facts<P> {
  readonly #facts = new Map<string, Fact<unknown>>();

  of<T>(probe: Probe<P, T>): Fact<T> {
    const fact = this.#facts.get(probe.id) as Fact<T> | undefined;
    return (
      fact ?? {
        known: false,
        why: text('not looked at yet', '尚未查看'),
        source: { kind: 'derived', from: [] },
        seenAt: 0,
      }
    );
  }

  value<T>(probe: Probe<P, T>): T | undefined {
    const fact = this.of(probe);
    return fact.known ? fact.value : undefined;
  }

  set<T>(probe: Probe<P, T>, fact: Fact<T>): void {
    this.#facts.set(probe.id, fact);
  }

  /** Whether the probe was read, and less than `ageMs` ago (0: never fresh). */
  isFresh(probe: Probe<P, unknown>, now: Instant, ageMs: number = probe.shelfLifeMs): boolean {
    const fact = this.#facts.get(probe.id);
    if (fact === undefined) return false;
    return now - fact.seenAt < (fact.known ? ageMs : Math.min(ageMs, UNKNOWN_SHELF_LIFE_MS));
  }
}
