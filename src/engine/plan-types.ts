import type { Instant } from '../base/duration.ts';
import type { Text } from '../base/text.ts';
import type { Deed } from './deed.ts';
import type { PutBack, Strength } from './runbook.ts';

/** A plan as data: journaled whole, so that every screen, replay and report can be made from the journal alone. */
export interface Plan {
  readonly runbook: string;
  readonly title: Text;
  readonly phases: readonly PlannedPhase[];
  readonly madeAt: Instant;
}
export interface PlannedPhase {
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  readonly steps: readonly PlannedStep[];
}
export interface PlannedStep {
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  readonly source: string;
  /** The named condition; null when the step always applies. */
  readonly when: { readonly id: string; readonly title: Text; readonly holds: boolean | 'unknown' } | null;
  readonly gate: { readonly strength: Strength; readonly title: Text; readonly means: Text } | null;
  /** null: it changes nothing. */
  readonly deeds: readonly Deed[] | null;
  /** Set when the deeds hang on facts that come up on the way: why they are not planned yet. */
  readonly later: Text | null;
  readonly cannot: { readonly what: Text; readonly why: Text; readonly next: readonly Text[] } | null;
  readonly verify: Text | null;
  readonly putBack: PutBack;
  readonly skippable: boolean;
  /** Digest of the deeds: what changed is asked again. "" when later. */
  readonly digest: string;
}
