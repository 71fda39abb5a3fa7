import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance } from '../../../src/practice/world/advance.ts';
import { createWorld } from '../../../src/practice/world/create.ts';
import type { WorldEvent } from '../../../src/practice/world/events.ts';
import { applyEvent } from '../../../src/practice/world/reduce.ts';
import type { WorldState } from '../../../src/practice/world/state.ts';
import { STARTS_AT, usualWorld } from './small-world.ts';

const components = usualWorld().components;

const events: fc.Arbitrary<WorldEvent> = fc.oneof(
  fc
    .constantFrom(...components)
    .chain((one) =>
      fc.constantFrom<WorldEvent>(
        { actor: 'any', type: 'service-stop', component: one.id, unit: one.disk.units[0]! },
        { actor: 'any', type: 'service-start', component: one.id, unit: one.disk.units[0]! },
        { actor: 'any', type: 'process-killed', component: one.id },
        { actor: 'any', type: 'binary-replaced', component: one.id, version: '3.0.9' },
      ),
    ),
  fc.constantFrom<WorldEvent>(
    { actor: 'any', type: 'pd-scheduler-added', scheduler: 'evict-leader', args: ['5'] },
    { actor: 'any', type: 'pd-scheduler-removed', scheduler: 'evict-leader', args: ['5'] },
    { actor: 'any', type: 'pd-leader-resigned' },
    {
      actor: 'any',
      type: 'pd-schedule-set',
      changes: { 'max-merge-region-size': 20, 'max-merge-region-keys': 200_000 },
    },
    { actor: 'any', type: 'pd-schedule-set', changes: { 'merge-schedule-limit': 0 } },
    { actor: 'any', type: 'fault-set', fault: { kind: 'eviction-stuck', component: 'TiKV2-1', remaining: 3 } },
  ),
);

const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 9_000 }), events), { maxLength: 12 });

const small = (seed: number): WorldState =>
  createWorld({
    seed,
    startsAt: STARTS_AT,
    schedule: { 'split-merge-interval': '1s' },
    regions: { count: 120, empty: 30, small: 20 },
  });

function played(seed: number, play: readonly (readonly [number, WorldEvent])[]): WorldState {
  return play.reduce((world, [wait, event]) => applyEvent(advance(world, world.now + wait), event), small(seed));
}

describe('the practice world', () => {
  it('is the same for the same seed and the same events', () => {
    fc.assert(
      fc.property(fc.integer(), steps, (seed, play) => {
        expect(played(seed, play)).toEqual(played(seed, play));
      }),
      { numRuns: 30 },
    );
  });

  it('comes to the same, however its time is divided', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.integer({ min: 0, max: 7_000 }), { maxLength: 6 }), (play, waits) => {
        const start = played(3, play);
        const end = start.now + waits.reduce((sum, wait) => sum + wait, 0);
        const divided = waits.reduce((world, wait) => advance(world, world.now + wait), start);
        expect(divided).toEqual(advance(start, end));
      }),
      { numRuns: 30 },
    );
  });

  it('loses no region without a merge, no size, no key, and gives each one leader among its peers', () => {
    fc.assert(
      fc.property(fc.integer(), steps, (seed, play) => {
        const [before, now] = [small(seed), advance(played(seed, play), STARTS_AT + 200_000)];
        const sum = (world: WorldState, of: 'sizeMiB' | 'keys') => world.regions.reduce((all, one) => all + one[of], 0);
        expect(sum(now, 'sizeMiB')).toBe(sum(before, 'sizeMiB'));
        expect(sum(now, 'keys')).toBe(sum(before, 'keys'));
        expect(now.regions.length).toBeLessThanOrEqual(before.regions.length);
        expect(now.regions.every((region) => region.peers.includes(region.leader) && region.peers.length === 3)).toBe(
          true,
        );
        expect(new Set(now.regions.map((region) => region.startKey)).size).toBe(now.regions.length);
      }),
      { numRuns: 30 },
    );
  });

  it('is plain JSON at every moment', () => {
    fc.assert(
      fc.property(steps, (play) => {
        const world = played(5, play);
        expect(JSON.parse(JSON.stringify(world))).toEqual(world);
      }),
      { numRuns: 20 },
    );
  });

  it('writes every event into its history, and leaves the world before it as it was', () => {
    fc.assert(
      fc.property(steps, (play) => {
        const frozen = JSON.stringify(small(2));
        const start = JSON.parse(frozen) as WorldState;
        const end = play.reduce((world, [wait, event]) => applyEvent(advance(world, world.now + wait), event), start);
        expect(JSON.stringify(start)).toBe(frozen);
        expect(end.history.filter((entry) => entry.actor === 'any').length).toBe(play.length);
      }),
      { numRuns: 20 },
    );
  });
});
