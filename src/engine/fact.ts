import type { Instant, Millis } from '../base/duration.ts';
import type { Text } from '../base/text.ts';

/** Where a fact comes from; always shown beside it. */
export type Source =
  | { readonly kind: 'command'; readonly host: string; readonly argv: readonly string[] }
  | { readonly kind: 'http'; readonly method: string; readonly url: string }
  | { readonly kind: 'file'; readonly host: string; readonly path: string }
  | { readonly kind: 'sql'; readonly address: string; readonly statement: string }
  | { readonly kind: 'person'; readonly who: string }
  | { readonly kind: 'profile'; readonly field: string }
  | { readonly kind: 'derived'; readonly from: readonly string[] };

/** A value with its source and when it was seen. *Not known* is a value of its own, never 0 or "". */
export type Fact<T> =
  | { readonly known: true; readonly value: T; readonly source: Source; readonly seenAt: Instant }
  | { readonly known: false; readonly why: Text; readonly source: Source; readonly seenAt: Instant };

/** What one look brought: a value, or why there is none. */
export type Reading<T> =
  | { readonly value: T; readonly source: Source }
  | { readonly unknown: Text; readonly source: Source };

/**
 * Reads one fact; never changes anything. The probe is the fact's key: `facts.of(storesProbe)`.
 * A thrown OperatorError makes the fact *not known*, with what happened as its reason.
 */
export interface Probe<P, T> {
  readonly id: string;
  readonly title: Text;
  /** How old the fact may be when a deed rests on it. */
  readonly shelfLifeMs: Millis;
  /** Facts that must be read first. */
  readonly needs: readonly Probe<P, unknown>[];
  read(ports: P, facts: Facts<P>, signal: AbortSignal): Promise<Reading<T>>;
}

/** The facts that are there: asked by their probe. A fact never read is *not known*. */
export interface Facts<P> {
  of<T>(probe: Probe<P, T>): Fact<T>;
  /** The value, or undefined when it is not known. */
  value<T>(probe: Probe<P, T>): T | undefined;
}
