import { describe, expect, it } from 'vitest';
import { leaderCounts } from '../../../src/practice/world/lookup.ts';
import { after, historyOf, later, leadersOf, usualWorld } from './small-world.ts';

const evict = { type: 'pd-scheduler-added', scheduler: 'evict-leader', args: ['5'] } as const;
const endEviction = { type: 'pd-scheduler-removed', scheduler: 'evict-leader', args: ['5'] } as const;
const mergeSizes = { 'max-merge-region-size': 20, 'max-merge-region-keys': 200_000 };

describe('leaders', () => {
  it('leave an evicted store within 15 s at limit 4, and come back when the eviction ends', () => {
    const world = usualWorld();
    const half = later(after(world, evict), 5);
    expect(leadersOf(half, 5)).toBeGreaterThan(50);
    const drained = later(half, 10);
    expect(leadersOf(drained, 5)).toBe(0);
    const balanced = later(after(drained, endEviction), 20);
    expect(leadersOf(balanced, 5)).toBeGreaterThan(200);
  });

  it('leave twice as fast at twice the limit', () => {
    const fast = later(after(usualWorld({ 'leader-schedule-limit': 8 }), evict), 3);
    const slow = later(after(usualWorld(), evict), 3);
    const [left, leftSlowly] = [225 - leadersOf(fast, 5), 225 - leadersOf(slow, 5)];
    expect(left / leftSlowly).toBeCloseTo(2, 0);
  });

  it('stay where an eviction is stuck', () => {
    const fault = {
      type: 'fault-set',
      fault: { kind: 'eviction-stuck', component: 'TiKV2-1', remaining: 190 },
    } as const;
    expect(leadersOf(later(after(usualWorld(), fault, evict), 300), 5)).toBe(190);
  });

  it('are elected elsewhere ten seconds after their store died, which the history tells', () => {
    const stop = { type: 'service-stop', component: 'TiKV2-1', unit: 'tikv-20160.service' } as const;
    const stopped = after(usualWorld(), stop);
    expect(historyOf(stopped, 'service-stop')[0]?.detail.leaders).toBe(225);
    expect(leadersOf(later(stopped, 5), 5)).toBe(225);
    const elected = later(stopped, 11);
    expect(leadersOf(elected, 5)).toBe(0);
    expect(historyOf(elected, 'leaders-elected-elsewhere')).toHaveLength(1);
  });

  it('add up to the regions, whatever moves', () => {
    const world = later(after(usualWorld({ ...mergeSizes, 'split-merge-interval': '1s' }), evict), 12);
    const total = [...leaderCounts(world.stores, world.regions).values()].reduce((sum, count) => sum + count, 0);
    expect(world.regions.length).toBeLessThan(900);
    expect(total).toBe(world.regions.length);
  });
});

describe('merging', () => {
  it('is off with the merge size that PD 2.1 has by default', () => {
    expect(later(usualWorld({ 'split-merge-interval': '1s' }), 300).regions).toHaveLength(900);
  });

  it('goes at about twelve regions a second at limit 8, and a quarter of that at 2', () => {
    const world = usualWorld({ ...mergeSizes, 'split-merge-interval': '1s', 'merge-schedule-limit': 8 });
    const merged = 900 - later(world, 10).regions.length;
    expect(merged).toBeGreaterThan(100);
    expect(merged).toBeLessThan(140);
    const slow = later(after(world, { type: 'pd-schedule-set', changes: { 'merge-schedule-limit': 2 } }), 10);
    expect((900 - slow.regions.length) / merged).toBeCloseTo(0.25, 1);
  });

  it('freezes at limit 0 and ends when nothing small is left', () => {
    const world = usualWorld({ ...mergeSizes, 'split-merge-interval': '1s' });
    const frozen = after(later(world, 5), { type: 'pd-schedule-set', changes: { 'merge-schedule-limit': 0 } });
    expect(later(frozen, 60).regions).toHaveLength(frozen.regions.length);
    const done = later(world, 120);
    expect(done.regions.some((region) => region.sizeMiB <= 20)).toBe(false);
    expect(done.regions.length).toBeGreaterThan(400);
    expect(later(done, 60).regions).toHaveLength(done.regions.length);
  });

  it('waits for split-merge-interval after PD has started', () => {
    const world = after(usualWorld({ ...mergeSizes, 'split-merge-interval': '1m0s' }), {
      type: 'pd-leader-transferred',
      to: 'pd-2',
    });
    expect(later(world, 55).regions).toHaveLength(900);
    expect(later(world, 75).regions.length).toBeLessThan(900);
  });
});
