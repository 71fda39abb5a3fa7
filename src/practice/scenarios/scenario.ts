import type { Json } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import type { WorldEvent } from '../world/events.ts';

/** One practice: which operation it is for, and how its world differs from the usual one. Plain data. */
export interface Scenario {
  /** Like its runbook when it is the plain good walk. */
  readonly id: string;
  readonly runbook: string;
  readonly title: Text;
  /** What one has learnt at its end. */
  readonly teaches: Text;
  readonly world: {
    /** What PD has persisted over the defaults of its version. */
    readonly schedule: Readonly<Record<string, Json>>;
    /** Done to the world before it is shown. */
    readonly events: readonly WorldEvent[];
  };
}
