import { describe, expect, it } from 'vitest';
import { scaledClock, systemClock } from '../../src/adapters/clock.ts';
import { Cancelled } from '../../src/base/errors.ts';

const never = new AbortController().signal;

describe('the system clock', () => {
  it('shows real time', () => {
    const before = Date.now();
    const shown = systemClock().now();
    expect(shown).toBeGreaterThanOrEqual(before);
    expect(shown).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps', async () => {
    const clock = systemClock();
    const before = performance.now();
    await clock.sleep(20, never);
    expect(performance.now() - before).toBeGreaterThan(15);
  });

  it('gives up a sleep with Cancelled', async () => {
    const leaving = new AbortController();
    const sleeping = systemClock().sleep(3_600_000, leaving.signal);
    leaving.abort();
    await expect(sleeping).rejects.toBeInstanceOf(Cancelled);
  });

  it('does not begin a sleep that is cancelled already', async () => {
    await expect(systemClock().sleep(3_600_000, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('a scaled clock', () => {
  it('runs from its origin at its rate', () => {
    const startedAt = Date.now() - 1_000;
    const clock = scaledClock({ origin: '2026-01-01T00:00:00Z', startedAt, rate: 60 });
    expect(clock.now() - Date.parse('2026-01-01T00:00:00Z')).toBeGreaterThanOrEqual(60_000);
  });

  it('agrees between processes that know the same origin and rate', () => {
    const scale = { origin: Date.now() - 5_000, rate: 1_000 };
    const [a, b] = [scaledClock(scale), scaledClock(scale)];
    const shown = [a.now(), b.now(), a.now()];
    expect(shown).toEqual(shown.toSorted((x, y) => x - y));
  });

  it('shows whole milliseconds', () => {
    expect(Number.isInteger(scaledClock({ origin: 0, rate: 7.7 }).now())).toBe(true);
  });

  it('sleeps an hour of the run in a moment', async () => {
    const clock = scaledClock({ origin: Date.now(), rate: 360_000 });
    const before = clock.now();
    await clock.sleep(3_600_000, never);
    expect(clock.now() - before).toBeGreaterThanOrEqual(3_000_000);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the rate %s', (rate) => {
    expect(() => scaledClock({ origin: 0, rate })).toThrow('rate');
  });
});
