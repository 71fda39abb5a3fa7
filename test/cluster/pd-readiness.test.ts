import { describe, expect, it } from 'vitest';
import { leadersOf, pdReadiness } from '../../src/cluster/pd-readiness.ts';
import type { PdStore } from '../../src/cluster/ports/pd.ts';
import { pdMembersProbe } from '../../src/cluster/probes/pd-members.ts';
import { schedulersProbe } from '../../src/cluster/probes/schedulers.ts';
import { storesProbe } from '../../src/cluster/probes/stores.ts';
import { rollingFacts, storesWith } from './support/rolling-facts.ts';
import { stores } from './support/sample.ts';

const first = (list: readonly PdStore[]) => list[0] as PdStore;

describe('PD', () => {
  it('is ready with a leader, leaders that add up to the regions, and schedulers', () => {
    expect(pdReadiness(rollingFacts()).ready).toBe(true);
  });

  it('is not ready while stores have no leader count: that is not "drained"', () => {
    const restarted = stores((store) => ({ ...store, state: 'Down', leaderCount: null }));
    const readiness = pdReadiness(rollingFacts().known(storesProbe, restarted));
    expect(readiness.ready).toBe(false);
    expect(leadersOf(first(restarted), readiness)).toBeNull();
  });

  it('is not ready while one store was not heard of, and then nobody has a count', () => {
    const partly = storesWith({ 1: { leaderCount: null } });
    const readiness = pdReadiness(rollingFacts().known(storesProbe, partly));
    expect(readiness.ready).toBe(false);
    expect(leadersOf(partly[1] as PdStore, readiness)).toBeNull();
  });

  it('says 0 for a drained store once the others make up for it', () => {
    const drained = storesWith({
      1: { leaderCount: null },
      2: { leaderCount: 300 },
      3: { leaderCount: 300 },
      4: { leaderCount: 300 },
    });
    const readiness = pdReadiness(rollingFacts().known(storesProbe, drained));
    expect(readiness.ready).toBe(true);
    expect(leadersOf(first(drained), readiness)).toBe(0);
  });

  it('is not ready with an empty list of schedulers or without a leader', () => {
    expect(pdReadiness(rollingFacts().known(schedulersProbe, [])).ready).toBe(false);
    expect(pdReadiness(rollingFacts().known(pdMembersProbe, { leader: null, members: [] })).ready).toBe(false);
  });

  it('is unknown, not "not ready", when it does not answer', () => {
    expect(pdReadiness(rollingFacts().notKnown(schedulersProbe)).ready).toBe('unknown');
  });
});
