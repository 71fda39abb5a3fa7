import { describe, expect, it } from 'vitest';
import type { PdStore } from '../../../src/cluster/ports/pd.ts';
import { schedulersProbe } from '../../../src/cluster/probes/schedulers.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import { drainEstimate } from '../../../src/cluster/views/drain-estimate.ts';
import { leaderGauges } from '../../../src/cluster/views/leader-gauges.ts';
import type { GaugesView, View } from '../../../src/engine/view.ts';
import { planInput } from '../support/planned.ts';
import { DONE, rollingFacts, SCHEDULERS, storesWith } from '../support/rolling-facts.ts';
import { stores } from '../support/sample.ts';

function show(list: readonly PdStore[], schedulers: readonly string[] = SCHEDULERS, previous?: View): GaugesView {
  const facts = rollingFacts().known(storesProbe, list).known(schedulersProbe, schedulers);
  return leaderGauges.view(planInput(facts), previous) as GaugesView;
}

const lineOf = (view: GaugesView, label: string) =>
  view.line.find((entry) => entry.label.en === label)?.value?.en ?? null;

describe('the gauges', () => {
  it('show the leaders of every store by its inventory name', () => {
    const view = show(storesWith({ 1: DONE }));
    expect(view.rows.map(({ name, value, mark }) => [name, value, mark])).toEqual([
      ['TiKV1-1', 225, 'done'],
      ['TiKV1-2', 225, 'to-come'],
      ['TiKV2-1', 225, 'to-come'],
      ['TiKV3-1', 225, 'to-come'],
    ]);
    expect(lineOf(view, 'regions')).toBe('900');
  });

  it('show null, never 0, while PD is not ready', () => {
    const view = show(
      stores((store) => ({ ...store, state: 'Down', leaderCount: null })),
      [],
    );
    expect(view.rows.map(({ value, state, mark }) => [value, state, mark])).toEqual(
      Array(4).fill([null, null, 'unknown']),
    );
    expect(lineOf(view, 'PD is ready')).toBe('not yet');
  });

  it('carry the trend on and estimate when a store is drained', () => {
    const evicting = [...SCHEDULERS, 'evict-leader-scheduler-1'];
    const at = (one: number) => storesWith({ 1: { leaderCount: one }, 2: { leaderCount: 450 - one } });
    const first = show(at(200), evicting);
    const second = show(at(150), evicting, first);
    expect(second.rows[0]).toMatchObject({ trend: [200, 150], drainsInMs: 3_000, mark: 'now' });
    expect(second.rows[1]?.drainsInMs).toBeNull();
  });
});

describe('the time until a store is drained', () => {
  it('follows the speed of the last looks', () => {
    expect(drainEstimate([300, 280, 260, 240, 220, 200], 1_000)).toBe(10_000);
  });

  it('is not known without two values, across a gap, or when nothing leaves or is left', () => {
    expect(drainEstimate([300], 1_000)).toBeNull();
    expect(drainEstimate([300, null, 200], 1_000)).toBeNull();
    expect(drainEstimate([300, 300, 310], 1_000)).toBeNull();
    expect(drainEstimate([60, 0], 1_000)).toBeNull();
  });
});
