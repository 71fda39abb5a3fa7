import type { Millis } from '../../base/duration.ts';

/** Something that will go wrong: plain data that a scenario sets. */
export type Fault =
  /** The process starts and lives, its ports never open. */
  | { readonly kind: 'never-listens'; readonly component: string }
  /** The process ends right after it was started; with `times`, so often, and then it starts as it should. */
  | { readonly kind: 'exits-at-start'; readonly component: string; readonly message: string; readonly times?: number }
  /** Leaders stop leaving the store when `remaining` are left. */
  | { readonly kind: 'eviction-stuck'; readonly component: string; readonly remaining: number }
  /** PD needs this much longer, after a restart, to hear of the regions. */
  | { readonly kind: 'slow-heartbeats'; readonly extraMs: Millis };
