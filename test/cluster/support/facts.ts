import { text } from '../../../src/base/text.ts';
import type { ClusterPorts } from '../../../src/cluster/ports/index.ts';
import type { Probe } from '../../../src/engine/fact.ts';
import { FactTable } from '../../../src/engine/fact-table.ts';

/** When everything in these tests was seen. */
export const SEEN_AT = 1_700_000_000_000;

/** Facts that are known, one after the other: `given().known(storesProbe, [...])`. */
export class Given extends FactTable<ClusterPorts> {
  known<T>(probe: Probe<ClusterPorts, T>, value: T): this {
    this.set(probe, { known: true, value, source: { kind: 'derived', from: [probe.id] }, seenAt: SEEN_AT });
    return this;
  }

  notKnown<T>(probe: Probe<ClusterPorts, T>, why = 'it did not answer'): this {
    const source = { kind: 'derived', from: [probe.id] } as const;
    this.set(probe, { known: false, why: text(why, why), source, seenAt: SEEN_AT });
    return this;
  }
}

export const given = () => new Given();
