import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import type { ClusterPorts } from '../../../src/cluster/ports/index.ts';
import { operatorsProbe } from '../../../src/cluster/probes/operators.ts';
import { regionStatsProbe } from '../../../src/cluster/probes/region-stats.ts';
import { scheduleConfigProbe } from '../../../src/cluster/probes/schedule-config.ts';
import { regionsSteady } from '../../../src/cluster/verifies/regions-steady.ts';
import type { Verify, VerifyLook } from '../../../src/engine/runbook.ts';
import { given } from '../support/facts.ts';
import { planInput } from '../support/planned.ts';

interface Look {
  readonly minute: number;
  readonly count: number;
  readonly empty?: number | null;
  readonly merging?: number;
  readonly limit?: Json;
}

function watch(verify: Verify<ClusterPorts>, looks: readonly Look[]): readonly VerifyLook[] {
  let memory: Json | undefined;
  return looks.map(({ minute, count, empty = 0, merging = 0, limit = 2 }) => {
    const facts = given()
      .known(operatorsProbe, Array(merging).fill('merge-region (kind:merge, …)'))
      .known(scheduleConfigProbe, { 'merge-schedule-limit': limit, 'split-merge-interval': '1h0m0s' });
    facts.set(regionStatsProbe, {
      known: true,
      value: { count, empty },
      source: { kind: 'derived', from: [] },
      seenAt: minute * 60_000,
    });
    const look = verify.judge(planInput(facts), memory);
    memory = JSON.parse(JSON.stringify(look.memory ?? null));
    return look;
  });
}

const holds = (verify: Verify<ClusterPorts>, looks: readonly Look[]) => watch(verify, looks).map((look) => look.holds);

describe('steady regions', () => {
  it('change by less than 1 % over three minutes without a merge operator', () => {
    const falling = [900, 800, 700, 610].map((count, minute) => ({ minute, count, merging: 2 }));
    const still = [4, 5, 6, 7].map((minute) => ({ minute, count: 608 }));
    expect(holds(regionsSteady(2, true), [...falling, ...still])).toEqual([...Array(6).fill('not-yet'), 'yes', 'yes']);
  });

  it('are not steady while a merge operator runs', () => {
    const looks = [0, 1, 2, 3, 4].map((minute) => ({ minute, count: 600, merging: 1 }));
    expect(holds(regionsSteady(2, false), looks)).not.toContain('yes');
  });

  it('are not steady before three minutes have been seen', () => {
    expect(
      holds(
        regionsSteady(2, false),
        [0, 1, 2.9].map((minute) => ({ minute, count: 600 })),
      ),
    ).not.toContain('yes');
  });

  it('are not called steady while PD may hold merging back: an hour with empty regions and nothing merged', () => {
    const waiting = [0, 3, 30, 59].map((minute) => ({ minute, count: 900, empty: 300 }));
    expect(holds(regionsSteady(2, true), waiting)).not.toContain('yes');
    expect(holds(regionsSteady(2, true), [...waiting, { minute: 60, count: 900, empty: 300 }]).at(-1)).toBe('yes');
  });

  it('need no such wait at the higher limits, where merging was seen already', () => {
    const looks = [0, 1, 2, 3].map((minute) => ({ minute, count: 600, empty: 20 }));
    expect(holds(regionsSteady(2, false), looks).at(-1)).toBe('yes');
  });

  it('end at once when somebody else changed the limit', () => {
    expect(holds(regionsSteady(4, false), [{ minute: 0, count: 600, limit: 0 }])).toEqual(['no']);
  });

  it('say their figures, and ? for what PD does not tell', () => {
    const [, second] = watch(regionsSteady(2, true), [
      { minute: 0, count: 900 },
      { minute: 1, count: 810, empty: null, merging: 2 },
    ]);
    expect(second?.evidence.en).toBe('900 → 810 regions, changed 10.0 % in 1 min 00 s; empty: ?; merge operators: 2');
  });
});
