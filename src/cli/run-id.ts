import type { Instant } from '../base/duration.ts';

/** A new run's id: when it was opened (UTC) and three characters of chance. Sorts by time, safe in file and job names. */
export function newRunId(now: Instant, chance: () => number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const tail = Array.from({ length: 3 }, () => ALPHABET[Math.floor(chance() * ALPHABET.length)]).join('');
  return `${stamp}-${tail}`;
}

/** Whether `id` may name a run: it becomes part of a path. */
export function isRunId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id);
}

// Without letters and digits that look alike.
const ALPHABET = 'abcdefghkmnpqrstuvwxyz23456789';
