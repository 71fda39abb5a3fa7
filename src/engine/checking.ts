import type { Check, Finding } from './check.ts';
import type { Running } from './running.ts';

/**
 * Reads what the checks need (what is fresh is not read again) and judges.
 * @param maxAgeMs how old a fact may be; default: its probe's shelf life; 0 reads everything anew.
 */
export async function runChecks<P>(
  running: Running<P>,
  checks: readonly Check<P>[],
  maxAgeMs?: number,
): Promise<readonly Finding[]> {
  await running.look(
    checks.flatMap((check) => check.needs),
    maxAgeMs,
  );
  const { answers } = running.planning();
  return checks.flatMap((check) => check.judge(running.table, answers));
}

/** Whether a finding got worse, or one is there that was not shown. */
export function gotWorse(shown: readonly Finding[], now: readonly Finding[]): boolean {
  const rank = { ok: 0, warn: 1, unknown: 2, block: 3 } as const;
  return now.some((finding) => {
    const before = shown.find((candidate) => candidate.id === finding.id);
    return rank[finding.result] > (before ? rank[before.result] : 0);
  });
}
