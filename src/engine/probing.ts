import { Cancelled, OperatorError } from '../base/errors.ts';
import type { Fact, Probe } from './fact.ts';
import type { FactTable } from './fact-table.ts';
import type { Clock } from './ports.ts';

/** Everything that reading facts needs. */
export interface Looking<P> {
  readonly ports: P;
  readonly table: FactTable<P>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Reads `probes` and what they need, those first; independent ones side by side. What is younger than `maxAgeMs`
 * (default: each probe's own shelf life) is not read again. A probe that fails leaves a fact that is *not known*.
 * @throws Cancelled when the signal aborts.
 */
export async function readFacts<P>(
  looking: Looking<P>,
  probes: readonly Probe<P, unknown>[],
  maxAgeMs?: number,
): Promise<void> {
  const under = new Map<string, Promise<void>>();
  const read = (probe: Probe<P, unknown>): Promise<void> => {
    const known = under.get(probe.id);
    if (known) return known;
    const work = (async () => {
      await Promise.all(probe.needs.map(read));
      if (looking.table.isFresh(probe, looking.clock.now(), maxAgeMs)) return;
      looking.table.set(probe, await readOne(looking, probe));
    })();
    under.set(probe.id, work);
    return work;
  };
  await Promise.all(probes.map(read));
}

async function readOne<P>(
  { ports, table, clock, signal }: Looking<P>,
  probe: Probe<P, unknown>,
): Promise<Fact<unknown>> {
  try {
    const reading = await probe.read(ports, table, signal);
    const seenAt = clock.now();
    return 'value' in reading
      ? { known: true, value: reading.value, source: reading.source, seenAt }
      : { known: false, why: reading.unknown, source: reading.source, seenAt };
  } catch (error) {
    if (signal.aborted) throw new Cancelled('looking was cancelled', { cause: error });
    if (!(error instanceof OperatorError)) throw error;
    return {
      known: false,
      why: error.trouble.what,
      source: { kind: 'derived', from: [probe.id] },
      seenAt: clock.now(),
    };
  }
}
